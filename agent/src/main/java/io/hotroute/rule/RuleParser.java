package io.hotroute.rule;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads rule text: YAML, one document per rule. Stateless and thread-safe.
 *
 * <p>The text is bounded in size and depth, and anchors and aliases are refused, so that no text can take more time or
 * memory than its own length explains.
 */
public final class RuleParser {

    static final int MAX_CHARS = 1_000_000;
    static final int MAX_DEPTH = 20;
    static final String CONFIG_VERSION = "v1";

    private RuleParser() {}

    /**
     * @param text one YAML document, or several separated by {@code ---}
     * @return the rules
     * @throws RuleException if anything in the text is not as it must be; the first such thing is named
     */
    public static RuleSet parse(String text) throws RuleException {
        if (text == null || text.trim().isEmpty()) {
            throw empty();
        }
        if (text.length() > MAX_CHARS) {
            throw new RuleException("the rule text has " + text.length() + " characters; allowed: up to " + MAX_CHARS);
        }
        List<Node> documents = compose(text);
        if (documents.isEmpty()) {
            throw empty();
        }
        List<Rule> rules = new ArrayList<>();
        List<RuleSet.Span> weights = new ArrayList<>();
        Offsets offsets = new Offsets(text);
        Map<ServiceKey, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            Fields document = Fields.of(documents.get(i), documents.size() == 1 ? "" : "document " + (i + 1) + ", ");
            Rule rule = rule(document);
            Integer earlier = seen.put(rule.service(), i + 1);
            if (earlier != null) {
                throw document.error("key", "a service that document " + earlier + " is not about already");
            }
            rules.add(rule);
            weights.add(document.mapping("route", Fields.ROUTE).span("weight", offsets));
        }
        return new RuleSet(text, rules, weights);
    }

    private static RuleException empty() {
        return new RuleException("the rule text is empty; required: " + Fields.list(Fields.RULE));
    }

    private static List<Node> compose(String text) throws RuleException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARS);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            int depth = 0;
            for (Event event : yaml.parse(new StringReader(text))) {
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                // Here, and not in the composer only: the scanner's time grows with the square of an open nesting.
                if (depth > MAX_DEPTH) {
                    throw new RuleException("line " + (event.getStartMark().getLine() + 1) + ": nested " + depth
                            + " levels deep; allowed: up to " + MAX_DEPTH);
                }
                if (event instanceof AliasEvent
                        || event instanceof NodeEvent && ((NodeEvent) event).getAnchor() != null) {
                    throw new RuleException("line " + (event.getStartMark().getLine() + 1)
                            + ": anchors and aliases are not allowed; write the value out");
                }
            }
            List<Node> documents = new ArrayList<>();
            for (Node document : yaml.composeAll(new StringReader(text))) {
                documents.add(document);
            }
            return documents;
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : " (line " + (e.getProblemMark().getLine() + 1) + ")";
            throw new RuleException("the rule text is not YAML: " + Fields.clip(e.getProblem()) + line);
        } catch (YAMLException e) {
            throw new RuleException("the rule text is not YAML: " + Fields.clip(firstLine(e.getMessage())));
        }
    }

    private static String firstLine(String message) {
        int end = message == null ? -1 : message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static Rule rule(Fields document) throws RuleException {
        document.onlyKnown(Fields.RULE);
        document.oneOf("configVersion", CONFIG_VERSION);
        ServiceKey key = ServiceKey.parse(document.text("key"));
        if (key == null) {
            throw document.error("key", "a service key " + ServiceKey.SHAPE);
        }
        boolean enabled = !document.has("enabled") || document.bool("enabled");
        Fields baseline = document.mapping("baseline", Fields.TARGET);
        String baselineVersion = baseline.version();
        if (key.version() != null && !key.version().equals(baselineVersion)) {
            throw baseline.error("version", "the key's version, " + key.version());
        }
        Fields candidate = document.mapping("candidate", Fields.TARGET);
        String candidateVersion = candidate.version();
        if (candidateVersion.equals(baselineVersion)) {
            throw candidate.error("version", "a version other than baseline.version");
        }
        Fields route = document.mapping("route", Fields.ROUTE);
        Weight weight = Weight.parse(route.text("weight"));
        if (weight == null) {
            throw route.error("weight", Weight.ALLOWED);
        }
        return new Rule(key.withVersion(baselineVersion), enabled, candidateVersion, weight);
    }
}
