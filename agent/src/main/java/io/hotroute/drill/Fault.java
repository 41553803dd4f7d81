package io.hotroute.drill;

/** What happens to a call that a drill hits. */
public enum Fault {
    /** It goes on after a delay. */
    LATENCY,
    /** It fails at once. */
    ERROR,
    /** It times out, without having been sent. */
    HANG
}
