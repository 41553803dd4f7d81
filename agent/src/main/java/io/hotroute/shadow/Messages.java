package io.hotroute.shadow;

import java.util.regex.Pattern;

/** Messages of exceptions without what differs from call to call. Stateless. */
final class Messages {

    private static final int MOST_CHARS = 2_000;
    private static final Pattern UUIDS =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
    private static final Pattern TIMES = Pattern.compile(
            "\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?");
    /** 0x7f3a, and the @1b2c3d of a default toString. */
    private static final Pattern ADDRESSES = Pattern.compile("\\b0x[0-9a-fA-F]+\\b|@[0-9a-f]{4,16}\\b");

    private static final Pattern NUMBERS = Pattern.compile("\\d+(?:[.,]\\d+)*");

    private Messages() {}

    /** @return the first 2,000 characters with ids, times, addresses and numbers replaced; null for null */
    static String normalised(String message) {
        if (message == null) {
            return null;
        }
        String text = message.length() <= MOST_CHARS ? message : message.substring(0, MOST_CHARS);
        text = UUIDS.matcher(text).replaceAll("<uuid>");
        text = TIMES.matcher(text).replaceAll("<time>");
        text = ADDRESSES.matcher(text).replaceAll("<address>");
        return NUMBERS.matcher(text).replaceAll("<n>");
    }
}
