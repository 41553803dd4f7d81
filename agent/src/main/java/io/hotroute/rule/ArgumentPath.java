package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way from an argument to a part of it, such as {@code items[0].user.id}; without steps, the argument. Immutable. */
public final class ArgumentPath {

    static final ArgumentPath NONE = new ArgumentPath("", new ArrayList<>());
    static final String ALLOWED =
            "names and indexes, such as user.id or items[0].id, up to 10 steps and 200 characters";

    private static final int MAX_CHARS = 200;
    private static final int MAX_STEPS = 10;
    private static final Pattern STEP =
            Pattern.compile("(?:(?:^|(?!^)\\.)([\\p{L}_$][\\p{L}\\p{N}_$-]*)|\\[(\\d{1,5})])");

    private final String text;
    private final List<Object> steps;

    private ArgumentPath(String text, List<Object> steps) {
        this.text = text;
        this.steps = steps;
    }

    /** @return the path, or null if the text is none */
    static ArgumentPath parse(String text) {
        if (text.length() > MAX_CHARS) {
            return null;
        }
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find() && matcher.start() == end) {
            steps.add(matcher.group(1) != null ? matcher.group(1) : (Object) Integer.valueOf(matcher.group(2)));
            end = matcher.end();
        }
        return end == text.length() && end > 0 && steps.size() <= MAX_STEPS ? new ArgumentPath(text, steps) : null;
    }

    /** @return the number of steps */
    public int length() {
        return steps.size();
    }

    /** @return the name of a field, a property or a map's key; null if the step is an index */
    public String name(int step) {
        return steps.get(step) instanceof String ? (String) steps.get(step) : null;
    }

    /** @return the place in a list or an array; -1 if the step is a name */
    public int index(int step) {
        return steps.get(step) instanceof Integer ? (Integer) steps.get(step) : -1;
    }

    @Override
    public String toString() {
        return text;
    }
}
