package io.hotroute.control;

import java.util.Iterator;
import java.util.Map;

/** The little of JSON that the agent and its commands write. Stateless. */
public final class Json {

    private Json() {}

    /** @return a JSON string, or null as such */
    public static String text(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder json = new StringBuilder();
        append(json, text);
        return json.toString();
    }

    /**
     * @param value maps, iterables, texts, numbers, booleans and nulls; of anything else, and of numbers that JSON has not, the text
     * @return JSON in one line
     */
    public static String of(Object value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, Object value) {
        if (value instanceof Map) {
            json.append('{');
            Iterator<? extends Map.Entry<?, ?>> entries =
                    ((Map<?, ?>) value).entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                append(json, String.valueOf(entry.getKey()));
                append(json.append(": "), entry.getValue());
                json.append(entries.hasNext() ? ", " : "");
            }
            json.append('}');
        } else if (value instanceof Iterable) {
            json.append('[');
            Iterator<?> elements = ((Iterable<?>) value).iterator();
            while (elements.hasNext()) {
                append(json, elements.next());
                json.append(elements.hasNext() ? ", " : "");
            }
            json.append(']');
        } else if (value == null || value instanceof Boolean || value instanceof Number && isFinite((Number) value)) {
            json.append(value);
        } else {
            append(json, value.toString());
        }
    }

    private static boolean isFinite(Number number) {
        return !Double.isNaN(number.doubleValue()) && !Double.isInfinite(number.doubleValue());
    }

    private static void append(StringBuilder json, String text) {
        json.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
