package io.hotroute.rule;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The candidate's share of calls in percent, 0 to 100 with at most two decimals; that is, in 10,000ths. Immutable.
 */
public final class Weight {

    /** 100 percent, in 10,000ths. */
    public static final int WHOLE = 10_000;

    /** No call. */
    public static final Weight ZERO = new Weight(0);

    /** Every call. */
    public static final Weight ALL = new Weight(WHOLE);

    static final String ALLOWED = "a percentage from 0 to 100 with at most two decimals";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,2}))?");

    private final int tenThousandths;

    private Weight(int tenThousandths) {
        this.tenThousandths = tenThousandths;
    }

    /** @return the weight, or null if the text is none */
    public static Weight parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String decimals = matcher.group(2) == null ? "00" : (matcher.group(2) + "0").substring(0, 2);
        int value = Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(decimals);
        return value > WHOLE ? null : new Weight(value);
    }

    /**
     * @param percent as an operator types it
     * @throws RuleException if it is not {@value #ALLOWED}
     */
    public static Weight ofPercent(String percent) throws RuleException {
        Weight weight = percent == null ? null : parse(percent.trim());
        if (weight == null) {
            throw RuleException.of("route.weight", percent, ALLOWED);
        }
        return weight;
    }

    /**
     * On the call path: one random number of the thread's, and no division (Lemire 2019, without the rejection: no bucket is
     * likelier than another by more than 1 in 400,000).
     *
     * @return 0 to {@value #WHOLE} - 1, to be held against a share: below it, the call is in
     */
    public static int randomBucket() {
        return bucket(ThreadLocalRandom.current().nextInt());
    }

    static int bucket(int random) {
        return (int) ((random & 0xFFFF_FFFFL) * WHOLE >>> Integer.SIZE);
    }

    /** @return 0 to {@value #WHOLE} */
    public int tenThousandths() {
        return tenThousandths;
    }

    /** @return the percentage, without decimals it does not need */
    @Override
    public String toString() {
        int decimals = tenThousandths % 100;
        String whole = String.valueOf(tenThousandths / 100);
        if (decimals == 0) {
            return whole;
        }
        return whole + "." + (decimals % 10 == 0 ? String.valueOf(decimals / 10) : String.format("%02d", decimals));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weight && ((Weight) other).tenThousandths == tenThousandths;
    }

    @Override
    public int hashCode() {
        return tenThousandths;
    }
}
