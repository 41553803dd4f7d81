package io.hotroute.shadow;

/** Why a sampled call was not mirrored, or its mirror not compared. */
public enum Skip {
    /** More than the calls per second that the rule allows. */
    RATE("over maxPerSecond"),
    /** As many samples as the rule allows are in flight. */
    IN_FLIGHT("over maxInFlight"),
    /** As {@link #IN_FLIGHT}, but most of these wait for the call itself to be answered: its shadow is not to blame. */
    CALL_PENDING("over maxInFlight, most of it calls not answered yet"),
    /** The queue to the shadow's threads is full. */
    QUEUE_FULL("queue full"),
    /** Shadowing is stopped, by itself or by an operator. */
    STOPPED("stopped"),
    /** More methods than are told apart: {@link ServiceShadow#MOST_METHODS}. */
    TOO_MANY_METHODS("too many methods"),
    /** The candidate has no provider, or is not built yet. */
    UNAVAILABLE("candidate unavailable"),
    /** The candidate has not got the method. */
    LACKS_METHOD("candidate lacks the method"),
    /** The arguments or the answer are larger than the budget. */
    TOO_LARGE("too large"),
    /** Reading the arguments or the answer took longer than the budget. */
    TOO_SLOW("too slow to read"),
    /** The arguments or the answer have a part that can't be read without running the application's code. */
    NOT_READABLE("not readable"),
    /** A stream. */
    STREAM("stream"),
    /** One of the arguments is called back by the provider. */
    CALLBACK("callback argument"),
    /** The call has no answer. */
    ONE_WAY("one-way"),
    /** The answers may be from a cache, and the reference's settings say so. */
    CACHED("answered from a cache"),
    /** The answer is made of those of several groups. */
    MERGED("merged from groups"),
    /** The call is made on behalf of a shadow. */
    IS_SHADOW("is a shadow"),
    /** It was to be a probe, and by now there are as many as are wanted. */
    PROBED("probe not wanted any more"),
    /** The call itself was not answered: nothing to compare with. */
    BASELINE_FAILED("call failed itself"),
    /** The call or the end of its shadow did not come within {@link Sample#LONGEST_NANOS}. */
    LOST("lost"),
    /** A fault of the agent. */
    FAULT("fault of the agent");

    private final String text;

    Skip(String text) {
        this.text = text;
    }

    /** @return whether this JVM could not keep up, which auto-stop judges; the cap of the rate is no such thing, nor are calls that take long */
    boolean isDrop() {
        return this == IN_FLIGHT || this == QUEUE_FULL || this == LOST;
    }

    /** @return for people */
    @Override
    public String toString() {
        return text;
    }
}
