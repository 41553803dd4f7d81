package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One value in the rule text, with the path to it for error messages. Immutable but for its node; lives for one parse. */
final class Value {

    static final int MAX_VALUES = 1_000;
    static final int MAX_CHARS = 1_000;

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,10}");
    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");
    private static final int SHOWN = 100;
    private static final String PLAIN = "a text, number, boolean, list or map; a date in quotes";

    private final String path;
    private final Node node;

    Value(String path, Node node) {
        this.path = path;
        this.node = node;
    }

    Node node() {
        return node;
    }

    String path() {
        return path;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    /** @return the text as it stands there; empty if there is none */
    String text() throws RuleException {
        if (!isText()) {
            throw error("a single value");
        }
        return ((ScalarNode) node).getValue();
    }

    /** @return the text of a value that may be any text, but must be there */
    String anyText() throws RuleException {
        String text = text();
        if (node.getTag().equals(Tag.NULL)) {
            throw error("a value; the empty text is \"\"");
        }
        if (text.length() > MAX_CHARS) {
            throw error("up to " + MAX_CHARS + " characters");
        }
        return text;
    }

    String textLike(Pattern pattern, String allowed) throws RuleException {
        if (!pattern.matcher(text()).matches()) {
            throw error(allowed);
        }
        return text();
    }

    boolean bool() throws RuleException {
        return oneOf("true", "false").equals("true");
    }

    String oneOf(String... allowed) throws RuleException {
        if (!Arrays.asList(allowed).contains(text())) {
            throw error(String.join(" or ", allowed));
        }
        return text();
    }

    int integer(int least, int most) throws RuleException {
        if (INTEGER.matcher(text()).matches()) {
            long number = Long.parseLong(text());
            if (least <= number && number <= most) {
                return (int) number;
            }
        }
        throw error("a whole number from " + least + " to " + most);
    }

    BigDecimal number() throws RuleException {
        BigDecimal number = Decimal.parse(text());
        if (number == null) {
            throw error(Decimal.ALLOWED);
        }
        return number;
    }

    BigDecimal number(BigDecimal least, BigDecimal most) throws RuleException {
        BigDecimal number = number();
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw error("a number from " + least + " to " + most);
        }
        return number;
    }

    /** @return in ns */
    long duration(long least, long most) throws RuleException {
        long nanos = Durations.parse(text());
        if (nanos < least || nanos > most) {
            throw error(Durations.SHAPE + ", from " + Durations.text(least) + " to " + Durations.text(most));
        }
        return nanos;
    }

    /** @return what stands there: a text, number, boolean, list or map of such, or null */
    Object plain() throws RuleException {
        Object plain;
        try {
            plain = YamlValue.of(node);
        } catch (RuntimeException aTagThatDoesNotFit) {
            throw error(PLAIN);
        }
        if (!YamlValue.isPlain(plain)) {
            throw error(PLAIN);
        }
        return plain;
    }

    Weight weight() throws RuleException {
        Weight weight = Weight.parse(text());
        if (weight == null) {
            throw error(Weight.ALLOWED);
        }
        return weight;
    }

    Fields mapping(List<String> known) throws RuleException {
        return Fields.of(this, known);
    }

    List<Value> list(int most, String allowed) throws RuleException {
        if (!(node instanceof SequenceNode)) {
            throw error(allowed);
        }
        List<Node> nodes = ((SequenceNode) node).getValue();
        if (nodes.size() > most) {
            throw new RuleException(path + line() + ": " + nodes.size() + " entries; allowed: up to " + most);
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            values.add(new Value(path + "[" + i + "]", nodes.get(i)));
        }
        return values;
    }

    /** @return the entries of a list, or the one value that stands in its place; at least one */
    List<Value> oneOrMore() throws RuleException {
        if (isText()) {
            return Collections.singletonList(this);
        }
        List<Value> values = list(MAX_VALUES, "a value or a list of values");
        if (values.isEmpty()) {
            throw error("at least one value");
        }
        return values;
    }

    /** Where the value stands in the text, quotes included. */
    RuleSet.Span span(Offsets offsets) throws RuleException {
        ScalarStyle style = ((ScalarNode) node).getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            throw error("a value on the key's own line");
        }
        return anySpan(offsets);
    }

    /** The same for a value that is not replaced as a whole, and so may go over several lines. */
    RuleSet.Span anySpan(Offsets offsets) {
        return new RuleSet.Span(
                offsets.of(node.getStartMark().getIndex()),
                offsets.of(node.getEndMark().getIndex()));
    }

    RuleException error(String allowed) {
        return RuleException.of(path + line(), shown(node), allowed);
    }

    private String line() {
        return lineOf(node);
    }

    static String lineOf(Node node) {
        return " (line " + (node.getStartMark().getLine() + 1) + ")";
    }

    static String shown(Node node) {
        return node instanceof ScalarNode
                ? clip(((ScalarNode) node).getValue())
                : "a " + node.getNodeId().name();
    }

    static String clip(String value) {
        String text = String.valueOf(value);
        String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return NOT_IN_A_LINE.matcher(start).replaceAll(" ");
    }
}
