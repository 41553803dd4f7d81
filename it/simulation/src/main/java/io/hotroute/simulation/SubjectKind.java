package io.hotroute.simulation;

/** What is compared. */
enum SubjectKind {
    HOTROUTE("Hotroute") {
        @Override
        Subject make(Scenario scenario, long seed) {
            return new HotrouteSubject(seed, scenario.firstTime(), scenario.isCold(), scenario.timeoutSeconds());
        }
    },
    SENTINEL("Sentinel, defaults") {
        @Override
        Subject make(Scenario scenario, long seed) {
            return SentinelSubject.withDefaults();
        }
    },
    SENTINEL_TUNED("Sentinel, tuned") {
        @Override
        Subject make(Scenario scenario, long seed) {
            return SentinelSubject.tuned();
        }
    },
    RESILIENCE4J("Resilience4j, defaults") {
        @Override
        Subject make(Scenario scenario, long seed) {
            return ResilienceSubject.withDefaults();
        }
    },
    RESILIENCE4J_TUNED("Resilience4j, tuned") {
        @Override
        Subject make(Scenario scenario, long seed) {
            return ResilienceSubject.tuned();
        }
    };

    /** What a person who knows the baseline would set: 1.25 x its p95 of 53.7 ms + 5 ms. */
    static final int TUNED_SLOW_MILLIS = 72;

    private final String title;

    SubjectKind(String title) {
        this.title = title;
    }

    abstract Subject make(Scenario scenario, long seed);

    String title() {
        return title;
    }
}
