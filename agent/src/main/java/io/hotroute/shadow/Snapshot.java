package io.hotroute.shadow;

/** The value of one argument or answer at one moment, as a tree. Nothing changes it once it is taken. */
public final class Snapshot {

    private final Object root;

    Snapshot(Object root) {
        this.root = root;
    }

    /** @return null, a value that can't change, or a {@link Node} */
    Object root() {
        return root;
    }

    /**
     * Makes an object that equals the one that the snapshot was taken of and shares nothing mutable with it. Runs the
     * application's code (hash codes, for instance): never on a caller's thread.
     *
     * <p>Objects are of the same class, collections too if the JDK lets one make them; otherwise they are an ArrayList,
     * LinkedHashSet, LinkedList (queues) or LinkedHashMap. Comparators are the same.
     *
     * @throws SnapshotException if that can't be done
     */
    public Object rebuild() throws SnapshotException {
        return Rebuild.of(root);
    }
}
