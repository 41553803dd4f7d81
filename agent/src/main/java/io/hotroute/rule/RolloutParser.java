package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From a {@code rollout} field to its {@link Rollout}. Stateless. */
final class RolloutParser {

    private static final List<String> ROLLOUT = DocumentParser.list("steps", "dryRun");
    private static final List<String> STEP = DocumentParser.list("weight", "minDuration", "minSamples");
    private static final int MOST_STEPS = 50;
    private static final int MOST_SAMPLES = 100_000_000;
    private static final int DEFAULT_SAMPLES = 1_000;
    private static final long DEFAULT_DURATION = TimeUnit.MINUTES.toNanos(5);
    private static final long LEAST_DURATION = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_DURATION = TimeUnit.DAYS.toNanos(30);

    private RolloutParser() {}

    static Rollout rollout(Value value) throws RuleException {
        Fields fields = value.mapping(ROLLOUT);
        List<Rollout.Step> steps = new ArrayList<>();
        Weight before = Weight.ZERO;
        for (Value entry : fields.get("steps").list(MOST_STEPS, "a list of steps")) {
            Fields of = entry.mapping(STEP);
            Weight weight = of.get("weight").weight();
            if (weight.tenThousandths() <= before.tenThousandths()) {
                throw of.get("weight").error("more than the step before it, " + before);
            }
            before = weight;
            steps.add(new Rollout.Step(
                    weight,
                    of.has("minDuration")
                            ? of.get("minDuration").duration(LEAST_DURATION, MOST_DURATION)
                            : DEFAULT_DURATION,
                    of.has("minSamples") ? of.get("minSamples").integer(1, MOST_SAMPLES) : DEFAULT_SAMPLES));
        }
        if (steps.isEmpty()) {
            throw fields.get("steps").error("at least one step");
        }
        return new Rollout(steps, fields.has("dryRun") && fields.get("dryRun").bool());
    }
}
