package io.hotroute.shadow;

/** SKELETON, owner: snapshot. The value of one argument or answer at one moment, as a tree. Immutable. */
public final class Snapshot {

    private Snapshot() {}

    /**
     * Makes an object that equals the one that the snapshot was taken of and shares nothing mutable with it. Runs the
     * application's code (hash codes, for instance): never on a caller's thread.
     *
     * @throws SnapshotException if that can't be done
     */
    public Object rebuild() throws SnapshotException {
        throw new UnsupportedOperationException();
    }
}
