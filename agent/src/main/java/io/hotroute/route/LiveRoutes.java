package io.hotroute.route;

/**
 * The route table in force. One writer at a time (the control room serialises them), any number of readers; a published
 * table is seen by every call that enters afterwards (volatile write).
 */
public final class LiveRoutes {

    private volatile RouteTable table = RouteTable.EMPTY;

    /** Cost: one volatile read. */
    public RouteTable table() {
        return table;
    }

    /** Replaces the table for every call from now on. */
    public void publish(RouteTable next) {
        table = next;
    }
}
