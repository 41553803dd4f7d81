package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From a {@code rollout} field to its {@link Rollout}. Stateless. */
final class RolloutParser {

    private static final List<String> ROLLOUT = DocumentParser.list("steps", "dryRun");
    private static final List<String> STEP = DocumentParser.list("weight", "shadow", "minDuration", "minSamples");
    private static final int MOST_STEPS = 50;
    private static final int MOST_SAMPLES = 100_000_000;
    private static final int DEFAULT_SAMPLES = 1_000;
    private static final int DEFAULT_SHADOWS = 400;
    private static final long DEFAULT_DURATION = TimeUnit.MINUTES.toNanos(5);
    private static final long LEAST_DURATION = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_DURATION = TimeUnit.DAYS.toNanos(30);

    private RolloutParser() {}

    /** @param shadow the rule's, or null */
    static Rollout rollout(Value value, Shadow shadow) throws RuleException {
        Fields fields = value.mapping(ROLLOUT);
        List<Rollout.Step> steps = new ArrayList<>();
        Weight before = Weight.ZERO;
        for (Value entry : fields.get("steps").list(MOST_STEPS, "a list of steps")) {
            Fields of = entry.mapping(STEP);
            boolean isShadow = of.has("shadow") && of.get("shadow").bool();
            Rollout.Step step = isShadow ? shadowStep(of, before, shadow) : weightStep(of, before);
            before = step.weight();
            steps.add(step);
        }
        if (steps.isEmpty()) {
            throw fields.get("steps").error("at least one step");
        }
        return new Rollout(steps, fields.has("dryRun") && fields.get("dryRun").bool());
    }

    private static Rollout.Step weightStep(Fields of, Weight before) throws RuleException {
        Weight weight = of.get("weight").weight();
        if (weight.tenThousandths() <= before.tenThousandths()) {
            throw of.get("weight").error("more than the step before it, " + before);
        }
        return Rollout.Step.ofWeight(weight, minDuration(of), minSamples(of, DEFAULT_SAMPLES));
    }

    /** Without noise nothing is known of how much two answers of one version differ, and so nothing is ever proven. */
    private static Rollout.Step shadowStep(Fields of, Weight before, Shadow shadow) throws RuleException {
        if (of.has("weight")) {
            throw of.get("weight").error("nothing here with shadow: true, as no call goes to the candidate then");
        }
        if (!before.equals(Weight.ZERO)) {
            throw of.get("shadow").error("true only before all steps with a weight");
        }
        if (shadow == null) {
            throw of.get("shadow").error("true only in a rule with shadow, which says what may be mirrored");
        }
        if (shadow.noise().equals(Weight.ZERO)) {
            throw of.get("shadow").error("true only with shadow.noise above 0, as otherwise nothing can be proven");
        }
        return Rollout.Step.ofShadows(minDuration(of), minSamples(of, DEFAULT_SHADOWS));
    }

    private static long minDuration(Fields of) throws RuleException {
        return of.has("minDuration") ? of.get("minDuration").duration(LEAST_DURATION, MOST_DURATION) : DEFAULT_DURATION;
    }

    private static int minSamples(Fields of, int usual) throws RuleException {
        return of.has("minSamples") ? of.get("minSamples").integer(1, MOST_SAMPLES) : usual;
    }
}
