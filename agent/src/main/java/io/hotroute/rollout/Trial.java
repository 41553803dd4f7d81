package io.hotroute.rollout;

/** What a step is judged by. For one thread. */
interface Trial {

    /** The step begins: forgets what was seen. */
    void restart();

    /** To be called at each tick in which the step runs: takes up what is new. */
    void take();

    /** To be called at each other tick: leaves it out, as far as it can be told. */
    void skip();

    /** @return why what comes now must not count, in one line; or null */
    String obstacle();

    /** @return of the candidate, what counts for the step */
    long samples();

    /** @return whether there is enough new to judge again */
    boolean hasGrown();

    /** Judges all of the step so far. */
    Verdict judge();
}
