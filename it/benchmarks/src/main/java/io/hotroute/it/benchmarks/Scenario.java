package io.hotroute.it.benchmarks;

/** What the agent has to do with a call. The names are the benchmark's parameter. */
public enum Scenario {
    noAgent(false, null, -1, 0),
    agentWithoutRules(true, null, -1, 0),
    idleOtherServiceHasRule(true, "io.hotroute.it.benchmarks.OtherService", 50, 0),
    routedToBaseline(true, GreetingService.class.getName(), 0, 0),
    routedToCandidate(true, GreetingService.class.getName(), 100, 0),
    routedHalf(true, GreetingService.class.getName(), 50, 0),
    routedByTheOnlyRule(true, GreetingService.class.getName(), 100, 1),
    routedByThe10thRule(true, GreetingService.class.getName(), 100, 10),
    routedByThe100thRule(true, GreetingService.class.getName(), 100, 100),
    routedByARegex(true, GreetingService.class.getName(), 100, 1, "regex", ""),
    recordedOnTheBaseline(true, GreetingService.class.getName(), 0, 0, "equals", "degrade: {warmUp: 0s}\n"),
    recordedOnTheCandidate(true, GreetingService.class.getName(), 100, 0, "equals", "degrade: {warmUp: 0s}\n"),
    /** One call in ten thousand is drawn, and mirrored as far as the rate allows. */
    shadowedRarely(
            true,
            GreetingService.class.getName(),
            0,
            0,
            "equals",
            "shadow: {methods: {include: [greet]}, percent: 0.01}\n"),
    shadowOfAnotherMethod(
            true,
            GreetingService.class.getName(),
            0,
            0,
            "equals",
            "shadow: {methods: {include: [other]}, percent: 100}\n"),
    /** Every call is drawn; if they come no faster than every 200 us, every one is mirrored. */
    mirrored(
            true,
            GreetingService.class.getName(),
            0,
            0,
            "equals",
            "shadow: {methods: {include: [greet]}, percent: 100, noise: 0, maxPerSecond: 10000, maxInFlight: 1000, "
                    + "autoStop: {dropPercent: 100, backOff: {first: 100ms, most: 100ms}}}\n");

    static final String BASELINE = "1.0.0";
    static final String CANDIDATE = "2.0.0";

    private final boolean agent;
    private final String service;
    private final int weight;
    private final int rules;
    private final String operator;
    private final String more;

    Scenario(boolean agent, String service, int weight, int rules) {
        this(agent, service, weight, rules, "equals", "");
    }

    Scenario(boolean agent, String service, int weight, int rules, String operator, String more) {
        this.agent = agent;
        this.service = service;
        this.weight = weight;
        this.rules = rules;
        this.operator = operator;
        this.more = more;
    }

    boolean hasAgent() {
        return agent;
    }

    /** @return whether a call with it allocates no more than one without the agent */
    boolean allocatesNothing() {
        return more.isEmpty() && operator.equals("equals");
    }

    boolean hasRule() {
        return service != null;
    }

    /** @return whether the rule is about the service that is called */
    boolean isRouted() {
        return GreetingService.class.getName().equals(service);
    }

    /** @return the share that goes to the candidate, by weight or by a rule */
    int weight() {
        return weight;
    }

    String rule() {
        return "configVersion: v1\nkey: " + service + ":" + BASELINE + "\nbaseline: {version: " + BASELINE
                + "}\ncandidate: {version: " + CANDIDATE + "}\nroute:\n" + route() + more;
    }

    /** The last rule is the one that matches: an argument is compared with each rule's value before. */
    private String route() {
        if (rules == 0) {
            return "  weight: " + weight + "\n";
        }
        StringBuilder route = new StringBuilder("  weight: 0\n  rules:\n");
        for (int i = 1; i <= rules; i++) {
            route.append("    - {match: {method: greet, arguments: [{index: 0, ")
                    .append(operator)
                    .append(": ")
                    .append(i == rules ? "world" : "nobody-" + i)
                    .append("}]}, to: candidate}\n");
        }
        return route.toString();
    }
}
