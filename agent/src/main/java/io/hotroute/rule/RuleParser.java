package io.hotroute.rule;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads rule text: YAML, one document per rule. Stateless and thread-safe.
 *
 * <p>The text is bounded in size, depth and number of documents, and anchors and aliases are refused, so that no text can
 * take more time or memory than its own length explains.
 */
public final class RuleParser {

    static final int MAX_CHARS = 1_000_000;
    static final int MAX_DEPTH = 20;
    static final int MAX_DOCUMENTS = 1_000;

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
        List<List<RuleSet.Edit>> rollbacks = new ArrayList<>();
        Offsets offsets = new Offsets(text);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            DocumentParser document =
                    new DocumentParser(documents.get(i), documents.size() == 1 ? "" : "document " + (i + 1) + ", ");
            Rule rule = document.rule();
            Integer earlier = seen.put(rule.priority() + " " + rule.service(), i + 1);
            if (earlier != null) {
                throw document.sameAs(earlier);
            }
            rules.add(rule);
            weights.add(document.weightSpan(offsets));
            rollbacks.add(document.rollback(rule, offsets));
        }
        return new RuleSet(text, rules, weights, rollbacks);
    }

    private static RuleException empty() {
        return new RuleException("the rule text is empty; required: " + Fields.list(DocumentParser.FIELDS));
    }

    private static List<Node> compose(String text) throws RuleException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARS);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            checkEvents(yaml, text);
            List<Node> documents = new ArrayList<>();
            for (Node document : yaml.composeAll(new StringReader(text))) {
                documents.add(document);
            }
            return documents;
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : " (line " + (e.getProblemMark().getLine() + 1) + ")";
            String hint = String.valueOf(e.getContext()).startsWith("while scanning an a")
                    ? "; a text that starts with & or * needs quotes"
                    : "";
            throw new RuleException("the rule text is not YAML: " + Value.clip(e.getProblem()) + line + hint);
        } catch (ReaderException e) {
            throw new RuleException("the rule text is not YAML: it has a special character" + " (line "
                    + lineOfSpecialCharacter(text) + ")");
        } catch (IllegalArgumentException e) {
            // SnakeYAML's own, for an escape that ends too early or is no character.
            throw new RuleException("the rule text is not YAML: it has a bad escape in double quotes");
        } catch (YAMLException e) {
            throw new RuleException("the rule text is not YAML: " + Value.clip(firstLine(e.getMessage())));
        }
    }

    private static void checkEvents(Yaml yaml, String text) throws RuleException {
        int depth = 0;
        int documents = 0;
        for (Event event : yaml.parse(new StringReader(text))) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            // Here, and not in the composer only: the scanner's time grows with the square of an open nesting.
            if (depth > MAX_DEPTH) {
                throw new RuleException("line " + (event.getStartMark().getLine() + 1) + ": nested " + depth
                        + " levels deep; allowed: up to " + MAX_DEPTH);
            }
            if (event instanceof DocumentStartEvent && ++documents > MAX_DOCUMENTS) {
                throw new RuleException("line " + (event.getStartMark().getLine() + 1) + ": more than " + MAX_DOCUMENTS
                        + " documents; allowed: up to " + MAX_DOCUMENTS);
            }
            if (event instanceof AliasEvent || event instanceof NodeEvent && ((NodeEvent) event).getAnchor() != null) {
                throw new RuleException("line " + (event.getStartMark().getLine() + 1)
                        + ": anchors and aliases are not allowed; write the value out");
            }
        }
    }

    /** The reader does not know lines. */
    private static int lineOfSpecialCharacter(String text) {
        int line = 1;
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                break;
            }
            line += c == '\n' ? 1 : 0;
        }
        return line;
    }

    private static String firstLine(String message) {
        int end = message == null ? -1 : message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
