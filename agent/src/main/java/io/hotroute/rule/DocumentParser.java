package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** From one YAML document to its {@link Rule}. Not thread-safe; lives for one parse. */
final class DocumentParser {

    static final List<String> FIELDS = list(
            "configVersion",
            "key",
            "enabled",
            "priority",
            "baseline",
            "candidate",
            "route",
            "degrade",
            "rollout",
            "shadow");

    private static final String CONFIG_VERSION = "v1";
    private static final int MOST_RULES = 200;
    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_PRIORITY = 1_000_000;

    static final List<String> TARGET = list("version", "group", "tag", "parameters", "addresses");
    private static final List<String> ROUTE = list("methods", "rules", "weight", "stickyBy", "whenUnavailable");
    private static final List<String> METHODS = list("include", "exclude");
    private static final List<String> BACK_OFF = list("first", "most");
    private static final List<String> STICKY_BY = list("argument", "path", "attachment");

    private static final Pattern VERSION = Pattern.compile("[\\w.+-]{1,100}");
    private static final Pattern GROUP = Pattern.compile("(?=.{1,100}$)" + ServiceKey.GROUPS);
    private static final Pattern TAG = Pattern.compile("[^\\s\\p{Cntrl},;|&=]{1,100}");
    private static final Pattern ADDRESS = Pattern.compile("(?:[\\w.-]{1,253}|\\[[\\da-fA-F:.]{2,45}]):\\d{1,5}");

    private static final long LEAST_BACK_OFF = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MOST_FIRST_BACK_OFF = TimeUnit.HOURS.toNanos(1);

    private final Fields document;
    private final Fields route;

    DocumentParser(Node node, String prefix) throws RuleException {
        this.document = Fields.ofDocument(node, prefix, FIELDS);
        this.route = document.has("route") ? document.get("route").mapping(ROUTE) : null;
    }

    static List<String> list(String... names) {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    Rule rule() throws RuleException {
        document.get("configVersion").oneOf(CONFIG_VERSION);
        ServiceKey key = ServiceKey.parse(document.get("key").text());
        if (key == null) {
            throw document.get("key").error("a service key " + ServiceKey.SHAPE);
        }
        boolean enabled = !document.has("enabled") || document.get("enabled").bool();
        int priority = document.has("priority") ? document.get("priority").integer(-MOST_PRIORITY, MOST_PRIORITY) : 0;
        Target baseline = baseline(key);
        ServiceKey service = key.isAnyVersion() ? key : baseline.serviceOf(key);
        if (!document.has("candidate") && document.has("degrade")) {
            return new Rule(service, enabled, priority, baseline, null, Rule.Route.NONE, guard(), null, null);
        }
        Target candidate = candidate(service, baseline);
        Rule.Route parsedRoute = route();
        Shadow shadow = document.has("shadow") ? ShadowParser.shadow(document.get("shadow")) : null;
        Rollout rollout = document.has("rollout") ? RolloutParser.rollout(document.get("rollout"), shadow) : null;
        Degrade degrade = null;
        if (document.has("degrade")) {
            degrade = new DegradeParser(document.get("degrade"), true).degrade();
        } else if (rollout != null) {
            degrade = DegradeParser.defaults();
        }
        return new Rule(service, enabled, priority, baseline, candidate, parsedRoute, degrade, rollout, shadow);
    }

    /** A rule without candidate: it moves no calls, it only guards the service's own. */
    private Degrade guard() throws RuleException {
        for (String name : list("route", "rollout", "shadow")) {
            if (document.has(name)) {
                throw document.get(name).error("nothing here without candidate");
            }
        }
        return new DegradeParser(document.get("degrade"), false).degrade();
    }

    RuleException sameAs(int earlier) throws RuleException {
        return document.get("key")
                .error("a service that document " + earlier + " is not about already, or another priority");
    }

    /** @return where the weight stands; null without candidate */
    RuleSet.Span weightSpan(Offsets offsets) throws RuleException {
        return route == null ? null : route.get("weight").span(offsets);
    }

    /** @return what to change so that the rule sends nothing to the candidate */
    List<RuleSet.Edit> rollback(Rule rule, Offsets offsets) throws RuleException {
        List<RuleSet.Edit> edits = new ArrayList<>();
        if (route == null) {
            return edits;
        }
        edits.add(new RuleSet.Edit(weightSpan(offsets), "0"));
        for (int i = 0; i < rule.matchRules().size(); i++) {
            if (!rule.matchRules().get(i).candidateShare().equals(Weight.ZERO)) {
                Value entry = route.get("rules").list(MOST_RULES, "").get(i);
                edits.add(MatchParser.rollback(entry, offsets));
            }
        }
        return edits;
    }

    private Target baseline(ServiceKey key) throws RuleException {
        boolean keySaysAll = key.version() != null && !key.isAnyVersion();
        if (keySaysAll && !document.has("baseline")) {
            return new Target(null, key.version(), null, Collections.emptyMap(), Collections.emptyList());
        }
        Target target = target(document.get("baseline"));
        Fields fields = document.get("baseline").mapping(TARGET);
        if (key.isAnyVersion()) {
            if (target.isEmpty()) {
                throw document.get("baseline").error("at least one of " + Fields.list(TARGET));
            }
            return target;
        }
        if (!keySaysAll) {
            fields.get("version");
        } else if (target.version() != null && !key.equals(key.withVersion(target.version()))) {
            throw fields.get("version").error("the key's version, " + Value.clip(key.version()));
        }
        if (key.group() != null && target.group() != null && !key.group().equals(target.group())) {
            throw fields.get("group").error("the key's group, " + Value.clip(key.group()));
        }
        return target.withDefaultVersion(key.version());
    }

    private Target candidate(ServiceKey service, Target baseline) throws RuleException {
        Target candidate = target(document.get("candidate"));
        Fields fields = document.get("candidate").mapping(TARGET);
        if (candidate.isEmpty()) {
            throw document.get("candidate").error("at least one of " + Fields.list(TARGET));
        }
        if (candidate.isSameFor(service, baseline)) {
            throw fields.has("version")
                    ? fields.get("version").error("a version other than baseline.version")
                    : document.get("candidate").error("a target that differs from the baseline");
        }
        return candidate;
    }

    static Target target(Value value) throws RuleException {
        Fields fields = value.mapping(TARGET);
        String version = fields.has("version")
                ? fields.get("version").textLike(VERSION, "a Dubbo version: letters, digits and . + - _")
                : null;
        String group = fields.has("group")
                ? fields.get("group")
                        .textLike(GROUP, "a Dubbo group: letters, digits and . - _; several with commas between")
                : null;
        String tag = fields.has("tag") ? fields.get("tag").textLike(TAG, "a Dubbo tag") : null;
        return new Target(group, version, tag, parameters(fields), addresses(fields));
    }

    private static Map<String, String> parameters(Fields fields) throws RuleException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (fields.has("parameters")) {
            Fields mapping = fields.get("parameters").mapping(null);
            if (mapping.isEmpty() || mapping.names().size() > MOST_PARAMETERS) {
                throw fields.get("parameters").error("1 to " + MOST_PARAMETERS + " parameters");
            }
            for (String name : mapping.names()) {
                parameters.put(name, mapping.get(name).anyText());
            }
        }
        return parameters;
    }

    private static List<String> addresses(Fields fields) throws RuleException {
        List<String> addresses = new ArrayList<>();
        if (fields.has("addresses")) {
            for (Value value : fields.get("addresses").oneOrMore()) {
                addresses.add(value.textLike(ADDRESS, "host:port"));
            }
        }
        return addresses;
    }

    private Rule.Route route() throws RuleException {
        document.get("route");
        boolean fails = route.has("whenUnavailable")
                && route.get("whenUnavailable").oneOf("baseline", "fail").equals("fail");
        return new Rule.Route(
                route.has("methods") ? methods(route.get("methods")) : Methods.ALL,
                matchRules(),
                route.get("weight").weight(),
                stickyBy(),
                fails);
    }

    /**
     * @param parent the mapping that may have it
     * @param usual what holds where it says nothing
     * @param longest what may be said at most
     */
    static BackOff backOff(Fields parent, BackOff usual, long longest) throws RuleException {
        if (!parent.has("backOff")) {
            return usual;
        }
        Fields fields = parent.get("backOff").mapping(BACK_OFF);
        long first = fields.has("first")
                ? fields.get("first").duration(LEAST_BACK_OFF, MOST_FIRST_BACK_OFF)
                : usual.firstNanos();
        return new BackOff(
                first,
                fields.has("most") ? fields.get("most").duration(first, longest) : Math.max(first, usual.mostNanos()));
    }

    static Methods methods(Value value) throws RuleException {
        Fields fields = value.mapping(METHODS);
        if (fields.isEmpty()) {
            throw value.error("at least one of " + Fields.list(METHODS));
        }
        TextMatch include = fields.has("include") ? MatchParser.methods(fields.get("include")) : null;
        return new Methods(include, fields.has("exclude") ? MatchParser.methods(fields.get("exclude")) : null);
    }

    private List<MatchRule> matchRules() throws RuleException {
        List<MatchRule> rules = new ArrayList<>();
        if (!route.has("rules")) {
            return rules;
        }
        Set<String> names = new HashSet<>();
        List<Value> entries = route.get("rules").list(MOST_RULES, "a list of rules");
        for (int i = 0; i < entries.size(); i++) {
            MatchRule rule = MatchParser.rule(entries.get(i), i + 1);
            if (!names.add(rule.name())) {
                throw RuleException.of(
                        entries.get(i).path() + ".name"
                                + Value.lineOf(entries.get(i).node()),
                        rule.name(),
                        "a name that no other rule of the document has");
            }
            rules.add(rule);
        }
        return rules;
    }

    private StickyBy stickyBy() throws RuleException {
        if (!route.has("stickyBy")) {
            return null;
        }
        Fields fields = route.get("stickyBy").mapping(STICKY_BY);
        if (fields.exactlyOne(list("argument", "attachment")).equals("argument")) {
            return StickyBy.argument(
                    fields.get("argument").integer(0, MatchParser.MOST_INDEX), MatchParser.path(fields));
        }
        if (fields.has("path")) {
            throw fields.get("path").error("only with argument");
        }
        return StickyBy.attachment(fields.get("attachment").anyText());
    }
}
