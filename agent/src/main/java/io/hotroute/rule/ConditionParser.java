package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dubbo's habit of writing a condition route: {@code method=getOrder & arguments[0]=x & host!=10.1.* => candidate}. Values
 * are lists with commas; each is exact or a glob. Values with spaces, commas, {@code &} or {@code =} need a match. Stateless.
 */
final class ConditionParser {

    static final String ALLOWED =
            "conditions on method, arguments[i], attachments[key], application and host with = or !="
                    + ", joined by &, then => candidate or => baseline";

    private static final int MAX_CHARS = 10_000;
    private static final Pattern ARGUMENT = Pattern.compile("arguments\\[(\\d{1,3})]\\.?(.*)");
    private static final Pattern ATTACHMENT = Pattern.compile("attachments\\[([^\\[\\]\\s]{1,200})]");
    private static final Pattern VALUE = Pattern.compile("[^\\s\\p{Cntrl}=!]{1,200}");

    private ConditionParser() {}

    /** @return whether the matching calls go to the candidate */
    static boolean parse(Value value, MatchRule.Conditions into) throws RuleException {
        String text = value.text();
        int arrow = text.indexOf("=>");
        String side = arrow < 0 ? "" : text.substring(arrow + 2).trim();
        if (text.length() > MAX_CHARS || !side.equals("candidate") && !side.equals("baseline")) {
            throw value.error(ALLOWED);
        }
        for (String condition : text.substring(0, arrow).split("&", -1)) {
            if (!add(condition, into)) {
                throw RuleException.of(
                        value.path() + Value.lineOf(value.node()), Value.clip(condition.trim()), ALLOWED);
            }
        }
        return side.equals("candidate");
    }

    private static boolean add(String condition, MatchRule.Conditions into) {
        int equals = condition.indexOf('=');
        boolean negated = equals > 0 && condition.charAt(equals - 1) == '!';
        List<String> values = new ArrayList<>();
        return equals > 0
                && split(condition.substring(equals + 1), values)
                && add(condition.substring(0, negated ? equals - 1 : equals).trim(), values, negated, into);
    }

    private static boolean split(String list, List<String> values) {
        for (String value : list.split(",", -1)) {
            values.add(value.trim());
            if (!VALUE.matcher(value.trim()).matches() || values.size() > Value.MAX_VALUES) {
                return false;
            }
        }
        return true;
    }

    private static boolean add(String name, List<String> values, boolean negated, MatchRule.Conditions into) {
        switch (name) {
            case "method":
                return into.methods.add(TextMatch.ofMethods(values, negated));
            case "application":
                return into.applications.add(new TextMatch(values, negated));
            case "host":
                return into.addresses.add(new TextMatch(values, negated));
            default:
                return addValue(name, AnyOf.patterns(values, negated), into);
        }
    }

    private static boolean addValue(String name, ValueMatch match, MatchRule.Conditions into) {
        Matcher attachment = ATTACHMENT.matcher(name);
        if (attachment.matches()) {
            return into.attachments.add(new AttachmentMatch(attachment.group(1), match));
        }
        Matcher argument = ARGUMENT.matcher(name);
        if (!argument.matches()) {
            return false;
        }
        int index = Integer.parseInt(argument.group(1));
        ArgumentPath path = argument.group(2).isEmpty() ? ArgumentPath.NONE : ArgumentPath.parse(argument.group(2));
        return index <= MatchParser.MOST_INDEX
                && path != null
                && into.arguments.add(new ArgumentMatch(index, path, match));
    }
}
