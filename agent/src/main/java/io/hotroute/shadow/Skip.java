package io.hotroute.shadow;

/** SKELETON, owner: flow. Why a sampled call was not mirrored, or its mirror not compared. */
public enum Skip {
    /** More than the calls per second that the rule allows. */
    RATE,
    /** As many shadows as the rule allows are under way. */
    IN_FLIGHT,
    /** The queue to the shadow's threads is full. */
    QUEUE_FULL,
    /** Shadowing is stopped, by itself or by an operator. */
    STOPPED,
    /** The candidate has no provider, or is not built yet. */
    UNAVAILABLE,
    /** The candidate has not got the method. */
    LACKS_METHOD,
    /** The arguments or the answer are larger than the budget. */
    TOO_LARGE,
    /** Reading the arguments or the answer took longer than the budget. */
    TOO_SLOW,
    /** The arguments or the answer have a part that can't be read without running the application's code. */
    NOT_READABLE,
    /** A stream. */
    STREAM,
    /** One of the arguments is called back by the provider. */
    CALLBACK,
    /** The call has no answer. */
    ONE_WAY,
    /** The call is made on behalf of a shadow. */
    IS_SHADOW,
    /** The call itself was not answered: nothing to compare with. */
    BASELINE_FAILED,
    /** The shadow was not settled by its deadline: it was lost. */
    LOST,
    /** A fault of the agent. */
    FAULT
}
