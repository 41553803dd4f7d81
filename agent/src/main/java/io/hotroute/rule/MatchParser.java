package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** From one entry of {@code route.rules} to its {@link MatchRule}. Stateless. */
final class MatchParser {

    static final int MOST_INDEX = 254;

    private static final int MOST_CONDITIONS = 100;
    private static final List<String> RULE = DocumentParser.list("name", "match", "condition", "to", "weight");
    private static final List<String> MATCH =
            DocumentParser.list("method", "arguments", "attachments", "application", "address");
    private static final List<String> OPERATORS = DocumentParser.list("equals", "in", "range", "regex", "mod");
    private static final List<String> ARGUMENT =
            DocumentParser.list("index", "path", "equals", "in", "range", "regex", "mod");
    private static final List<String> RANGE = DocumentParser.list("from", "to");
    private static final List<String> MOD = DocumentParser.list("by", "below");

    private static final Pattern RULE_NAME = Pattern.compile("(?!(?:weight|methods|any)$)[\\p{L}\\p{N}_.-]{1,100}");
    private static final Pattern AFTER_SIDE = Pattern.compile("[\\s'\"]*");
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}]{1,200}");

    private MatchParser() {}

    /** @param number the rule's place, from 1 */
    static MatchRule rule(Value entry, int number) throws RuleException {
        Fields fields = entry.mapping(RULE);
        String name = fields.has("name")
                ? fields.get("name").textLike(RULE_NAME, "letters, digits and . - _, and not weight, methods or any")
                : "rule-" + number;
        MatchRule.Conditions conditions = new MatchRule.Conditions();
        boolean toCandidate;
        if (fields.exactlyOne(DocumentParser.list("match", "condition")).equals("condition")) {
            if (fields.has("to")) {
                throw fields.get("to").error("nothing here; a condition says it after =>");
            }
            toCandidate = ConditionParser.parse(fields.get("condition"), conditions);
        } else {
            toCandidate = fields.get("to").oneOf("candidate", "baseline").equals("candidate");
            match(fields.get("match"), conditions);
        }
        return new MatchRule(name, conditions, share(fields, toCandidate));
    }

    /** @param entry of a rule that sends calls to the candidate; @return what to change so that it sends none */
    static RuleSet.Edit rollback(Value entry, Offsets offsets) throws RuleException {
        Fields fields = entry.mapping(RULE);
        if (fields.has("weight")) {
            return new RuleSet.Edit(fields.get("weight").span(offsets), "0");
        }
        if (fields.has("to")) {
            return new RuleSet.Edit(fields.get("to").span(offsets), "baseline");
        }
        RuleSet.Span condition = fields.get("condition").anySpan(offsets);
        int side = offsets.text().lastIndexOf("candidate", condition.end);
        int end = side + "candidate".length();
        // In quotes it could be written with escapes; then what was found is something else.
        if (side < condition.start
                || !AFTER_SIDE
                        .matcher(offsets.text().substring(end, condition.end))
                        .matches()) {
            throw fields.get("condition").error("candidate written without escapes, at the end");
        }
        return new RuleSet.Edit(new RuleSet.Span(side, end), "baseline");
    }

    private static Weight share(Fields fields, boolean toCandidate) throws RuleException {
        if (!fields.has("weight")) {
            return toCandidate ? Weight.ALL : Weight.ZERO;
        }
        Weight weight = fields.get("weight").weight();
        if (!toCandidate) {
            throw fields.get("weight").error("a weight for the candidate only");
        }
        return weight;
    }

    private static void match(Value value, MatchRule.Conditions into) throws RuleException {
        Fields match = value.mapping(MATCH);
        if (match.isEmpty()) {
            throw value.error("at least one of " + Fields.list(MATCH));
        }
        if (match.has("method")) {
            into.methods.add(methods(match.get("method")));
        }
        if (match.has("application")) {
            into.applications.add(names(match.get("application")));
        }
        if (match.has("address")) {
            into.addresses.add(names(match.get("address")));
        }
        if (match.has("arguments")) {
            arguments(match.get("arguments"), into);
        }
        if (match.has("attachments")) {
            attachments(match.get("attachments"), into);
        }
    }

    private static void arguments(Value value, MatchRule.Conditions into) throws RuleException {
        List<Value> entries = value.list(MOST_CONDITIONS, "a list of arguments");
        if (entries.isEmpty()) {
            throw value.error("at least one argument");
        }
        for (Value entry : entries) {
            Fields fields = entry.mapping(ARGUMENT);
            int index = fields.get("index").integer(0, MOST_INDEX);
            into.arguments.add(new ArgumentMatch(index, path(fields), operator(fields)));
        }
    }

    private static void attachments(Value value, MatchRule.Conditions into) throws RuleException {
        Fields fields = value.mapping(null);
        if (fields.isEmpty() || fields.names().size() > MOST_CONDITIONS) {
            throw value.error("1 to " + MOST_CONDITIONS + " attachments");
        }
        for (String key : fields.names()) {
            Value wanted = fields.get(key);
            ValueMatch match = wanted.isText()
                    ? AnyOf.values(DocumentParser.list(wanted.anyText()))
                    : operator(wanted.mapping(OPERATORS));
            into.attachments.add(new AttachmentMatch(key, match));
        }
    }

    /** @return the field {@code path}, or no steps */
    static ArgumentPath path(Fields fields) throws RuleException {
        if (!fields.has("path")) {
            return ArgumentPath.NONE;
        }
        ArgumentPath path = ArgumentPath.parse(fields.get("path").text());
        if (path == null) {
            throw fields.get("path").error(ArgumentPath.ALLOWED);
        }
        return path;
    }

    /** Names of methods: exact or globs. */
    static TextMatch methods(Value value) throws RuleException {
        return TextMatch.ofMethods(patterns(value), false);
    }

    /** Names of applications, and addresses. */
    private static TextMatch names(Value value) throws RuleException {
        return new TextMatch(patterns(value), false);
    }

    private static List<String> patterns(Value value) throws RuleException {
        List<String> patterns = new ArrayList<>();
        for (Value name : value.oneOrMore()) {
            patterns.add(name.textLike(NAME, "a name or a pattern with * and ?, without spaces"));
        }
        return patterns;
    }

    private static ValueMatch operator(Fields fields) throws RuleException {
        String operator = fields.exactlyOne(OPERATORS);
        Value value = fields.get(operator);
        switch (operator) {
            case "equals":
                return AnyOf.values(DocumentParser.list(value.anyText()));
            case "in":
                return in(value);
            case "range":
                return range(value);
            case "regex":
                return regex(value);
            default:
                Fields mod = value.mapping(MOD);
                int by = mod.get("by").integer(1, Mod.MOST);
                return new Mod(by, mod.get("below").integer(1, by));
        }
    }

    private static ValueMatch in(Value value) throws RuleException {
        List<String> texts = new ArrayList<>();
        for (Value text : value.list(Value.MAX_VALUES, "a list of values")) {
            texts.add(text.anyText());
        }
        if (texts.isEmpty()) {
            throw value.error("at least one value");
        }
        return AnyOf.values(texts);
    }

    private static ValueMatch range(Value value) throws RuleException {
        Fields range = value.mapping(RANGE);
        if (range.isEmpty()) {
            throw value.error("at least one of " + Fields.list(RANGE));
        }
        BigDecimal from = range.has("from") ? range.get("from").number() : null;
        BigDecimal to = range.has("to") ? range.get("to").number() : null;
        if (from != null && to != null && from.compareTo(to) > 0) {
            throw range.get("to").error("a number not below from, " + from.toPlainString());
        }
        return new Range(from, to);
    }

    private static ValueMatch regex(Value value) throws RuleException {
        Pattern pattern = RegexGuard.compile(value.text());
        if (pattern == null) {
            throw value.error(RegexGuard.ALLOWED);
        }
        return new Regex(pattern);
    }
}
