package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern for places in a value, such as {@code items[*].price} or {@code **.traceId}: {@code [*]} is any index, {@code **}
 * any number of steps of either kind, and within a name {@code *} stands for any characters and {@code ?} for one. Immutable.
 *
 * <p>A reader goes down into the value step by step and carries a set of states (bit i: the first i steps of the pattern are
 * behind us), so that each step costs at most the pattern's length, however many {@code **} it has: Thompson's simulation of
 * a nondeterministic automaton.
 */
public final class PathGlob {

    static final String ALLOWED = "names, [*] for indexes and ** for any number of steps, such as items[*].price or"
            + " **.traceId, up to 20 steps and 200 characters";

    private static final int MAX_CHARS = 200;
    private static final int MAX_STEPS = 20;
    private static final Pattern STEP =
            Pattern.compile("(?:(?:^|(?!^)\\.)(\\*\\*|[\\p{L}\\p{N}_$!@?*-]+)|(\\[\\*]))(?=\\.|\\[|$)");
    /** What a step's text may have, but for what stands for other characters. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$!@-]");

    private static final Glob INDEX = Glob.of("[*]");

    private final String text;
    /** Null stands for any number of steps. */
    private final Glob[] steps;

    private PathGlob(String text, List<Glob> steps) {
        this.text = text;
        this.steps = steps.toArray(new Glob[0]);
    }

    /** @return the pattern, or null if the text is none; the empty text is the value as a whole */
    static PathGlob parse(String text) {
        if (text.length() > MAX_CHARS) {
            return null;
        }
        List<Glob> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find() && matcher.start() == end) {
            String name = matcher.group(1);
            if (name != null && name.contains("**") && name.length() > 2) {
                return null;
            }
            steps.add(name == null ? INDEX : name.equals("**") ? null : Glob.of(name));
            end = matcher.end();
        }
        return end == text.length() && steps.size() <= MAX_STEPS ? new PathGlob(text, steps) : null;
    }

    /** @return whether a rule takes the text for a pattern */
    public static boolean isGlob(String text) {
        return parse(text) != null;
    }

    /**
     * @return a step for that name. {@code ?} stands for each character that a pattern can't have, so that it may be for some
     *     other names too; an empty name has no pattern, and is {@code ""}
     */
    public static String step(String name) {
        if (name.isEmpty()) {
            return "\"\"";
        }
        StringBuilder step = new StringBuilder();
        for (int i = 0; i < name.length(); ) {
            int end = name.offsetByCodePoints(i, 1);
            String character = name.substring(i, end);
            // A glob's ? is for one char: a pair of surrogates takes two.
            step.append(PLAIN.matcher(character).matches() ? character : character.length() == 1 ? "?" : "??");
            i = end;
        }
        return step.toString();
    }

    /** @return whether it is for every place */
    boolean isForAll() {
        for (Glob step : steps) {
            if (step != null) {
                return false;
            }
        }
        return steps.length > 0;
    }

    /** @return the states at the value as a whole */
    public long start() {
        return closure(1);
    }

    /**
     * @param states where the reader is
     * @param name of the field or key it goes down to; null for an index
     * @return where it is then; 0 if nothing below can match
     */
    public long next(long states, String name) {
        long next = 0;
        for (long rest = states; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            if (i < steps.length && steps[i] == null) {
                next |= 1L << i;
            } else if (i < steps.length
                    && (name == null ? steps[i] == INDEX : steps[i] != INDEX && steps[i].matches(name))) {
                next |= 2L << i;
            }
        }
        return closure(next);
    }

    /** @return whether the place with these states is one of the pattern's */
    public boolean matches(long states) {
        return (states >>> steps.length & 1) != 0;
    }

    /** {@code **} may also stand for no step at all. */
    private long closure(long states) {
        long all = states;
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] == null && (all >>> i & 1) != 0) {
                all |= 2L << i;
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
