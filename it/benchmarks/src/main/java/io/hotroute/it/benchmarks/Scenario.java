package io.hotroute.it.benchmarks;

/** What the agent has to do with a call. The names are the benchmark's parameter. */
public enum Scenario {
    noAgent(false, null, -1),
    agentWithoutRules(true, null, -1),
    idleOtherServiceHasRule(true, "io.hotroute.it.benchmarks.OtherService", 50),
    routedToBaseline(true, GreetingService.class.getName(), 0),
    routedToCandidate(true, GreetingService.class.getName(), 100),
    routedHalf(true, GreetingService.class.getName(), 50);

    static final String BASELINE = "1.0.0";
    static final String CANDIDATE = "2.0.0";

    private final boolean agent;
    private final String service;
    private final int weight;

    Scenario(boolean agent, String service, int weight) {
        this.agent = agent;
        this.service = service;
        this.weight = weight;
    }

    boolean hasAgent() {
        return agent;
    }

    boolean hasRule() {
        return service != null;
    }

    /** @return whether the rule is about the service that is called */
    boolean isRouted() {
        return GreetingService.class.getName().equals(service);
    }

    int weight() {
        return weight;
    }

    String rule() {
        return "configVersion: v1\nkey: " + service + ":" + BASELINE + "\nbaseline: {version: " + BASELINE
                + "}\ncandidate: {version: " + CANDIDATE + "}\nroute: {weight: " + weight + "}\n";
    }
}
