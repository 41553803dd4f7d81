package io.hotroute.control;

import java.util.List;

/**
 * The agent's control, registered as {@code io.hotroute:type=Control}. Thread-safe; a change is in force for every call
 * that enters after the operation returns. An operation that refuses its input throws {@link IllegalArgumentException}
 * whose message names the field, the value and what is allowed, and changes nothing.
 */
public interface ControlMXBean {

    /** @return the agent's version */
    String getVersion();

    /** @return the Java runtime's version and name */
    String getJdk();

    /** @return {@code premain} or {@code attach} */
    String getMode();

    /** @return every option with its effective value and where that came from */
    List<String> getOptions();

    /** @return whether the agent decides calls; false after the kill switch, and after too many faults */
    boolean isEnabled();

    /** The kill switch: with false, from the next call on nothing of the agent decides. Rules are kept. */
    void setEnabled(boolean enabled);

    /** @return the rule text in force, as it was given; empty without rules */
    String getRules();

    /** @return how often the rules of this JVM were changed since the agent came, by whichever operation; the audit has each one's */
    long getEpoch();

    /**
     * Replaces all rules.
     *
     * @param yaml one YAML document per rule
     */
    void apply(String yaml);

    /**
     * Changes one rule's weight, and nothing else of the text.
     *
     * @param service the rule's key, {@code [group/]interface[:version]}
     * @param percent the candidate's share, 0 to 100 with at most two decimals
     */
    void setWeight(String service, double percent);

    /** Sends every next call of a service to the baseline: its weight and those of its rules become 0. */
    void rollback(String service);

    /** Removes all rules: every call goes its usual way. */
    void clear();

    /**
     * Says what the rules do with a sample call, which rule decides and why, and where the call would go. Sends no call.
     *
     * @param service the rule's key
     * @param method the method's name
     * @param arguments the arguments in their order, each a YAML or JSON value
     * @param attachments {@code key=value} each
     * @return a line for each step, for each of the service's references in this JVM
     */
    List<String> explain(String service, String method, String[] arguments, String[] attachments);

    /**
     * Remembers the newest calls of a service and what became of them. It costs every call of the service something:
     * switch it off again with 0.
     *
     * @param service the rule's key
     * @param calls how many to remember for each reference, up to 1,000; 0 for none
     */
    void rememberCalls(String service, int calls);

    /**
     * @param service the rule's key
     * @return the calls remembered, a line each: time, method, rule, target, reason and provider
     */
    List<String> recentCalls(String service);

    /**
     * Checks a rule's candidate before any call is sent to it: a rule of weight 0 will do. Providers, connections, methods,
     * and what differs from the baseline's providers. Sends no call.
     *
     * @param service the rule's key
     */
    List<CheckInfo> check(String service);

    /**
     * Takes the candidate's calls off it, for all methods of the service, until {@link #restore} or a new rule; in force at the
     * next tick, within 250 ms. For a rule without candidate: the service's own calls.
     *
     * @param service the key of a rule with {@code degrade}
     */
    void degrade(String service);

    /**
     * Gives all calls back, whatever took them off, and forgets how often that happened; in force at the next tick.
     *
     * @param service the key of a rule with {@code degrade}
     */
    void restore(String service);

    /**
     * Changes how a rollout goes on; in force at the next tick.
     *
     * @param service the key of a rule with {@code rollout}
     * @param action {@code pause}; {@code resume}, which begins one that has failed or was aborted anew; {@code promote}, to the
     *     next step whatever is known of this one; or {@code abort}, which takes the candidate's share away
     */
    void rollout(String service, String action);

    /**
     * Starts a drill: what this JVM's calls of one version go through for a while, so that the plan for a bad day is seen
     * working. It ends by itself, and earlier when calls that it leaves alone fail or become slow. Real callers are hit.
     *
     * @param service the key of a rule with {@code degrade}
     * @param target whose calls are hit: {@code candidate} or {@code baseline}
     * @param fault {@code latency 300ms}, {@code error} or {@code hang}
     * @param methods names and globs, separated by commas; {@code *} for all
     * @param percent how many of these calls are hit, up to 50
     * @param duration such as {@code 60s}, up to {@code 10m}
     */
    void startDrill(String service, String target, String fault, String methods, String percent, String duration);

    /** Ends a service's drill at once. */
    void stopDrill(String service);

    /** @return what a service's newest drill has shown, a line each; empty if there was none */
    List<String> drillReport(String service);

    /**
     * Changes whether calls of a service are mirrored.
     *
     * @param service the key of a rule with {@code shadow}
     * @param action {@code stop}, until it is resumed or the rule changes; {@code resume}, whatever stopped it; or {@code reset},
     *     which forgets what was seen so far
     */
    void shadow(String service, String action);

    /**
     * @param service the key of a rule with {@code shadow}
     * @return whether the candidate answers as the baseline does, and how fast, a line each
     */
    List<String> shadowReport(String service);

    /**
     * @param service the key of a rule with {@code shadow}
     * @return the same as JSON
     */
    String shadowReportJson(String service);

    /**
     * The agent leaves this JVM: from the next call on every call goes its usual way, calls under way end where they are,
     * candidates are disconnected when their last call has ended, Dubbo's classes get their own bytes back, and this MBean
     * goes. Returns when all that is done, or after half a minute. The agent can be attached again.
     *
     * @return what remained, one line each; empty if nothing did
     */
    List<String> detach() throws Exception;

    /** @return the Dubbos found in this JVM */
    List<DubboInfo> getDubbos();

    /** @return the references that were made, or called under a rule, since the agent came */
    List<ReferenceInfo> getReferences();

    /** @return how often each decision was taken, for each rule in force */
    List<DecisionCount> getDecisions();

    /** @return each side of each method that a rule watches: its state, its limit, and its calls of the last minute */
    List<GuardInfo> getGuards();

    /** @return how often a method got no guard of its own, as 500 have one: it is guarded with the others of its service */
    long getGuardOverflows();

    /** @return the rollout of each rule that has one */
    List<RolloutInfo> getRollouts();

    /** @return each method whose calls are mirrored, with its counters and verdict; and each rule none of whose calls was drawn yet */
    List<ShadowInfo> getShadows();

    /** @return what the agent did by itself and why, oldest first; bounded. Each is sent as a notification too */
    List<String> getEvents();

    /** @return faults of the agent itself since the JVM started; each of those calls went on */
    long getFaults();

    /** @return the newest fault, or empty */
    String getLastFault();

    /** @return whether faults have switched the agent off; {@link #setEnabled} switches it on again */
    boolean isFuseBlown();

    /** @return what operators did, oldest first; bounded */
    List<String> getAudit();
}
