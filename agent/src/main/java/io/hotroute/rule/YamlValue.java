package io.hotroute.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value as an operator types it: YAML, and so JSON too. Stateless. */
public final class YamlValue {

    private static final int MAX_CHARS = 100_000;
    private static final int MAX_DIGITS = 1_000;

    private YamlValue() {}

    /**
     * @param field what the value is of, for the error
     * @return texts, numbers, booleans, lists and maps of such, or null
     * @throws RuleException if the text is not YAML, or too long
     */
    public static Object parse(String field, String text) throws RuleException {
        return parse(field, text, MAX_CHARS);
    }

    /**
     * @param maxChars the longest text that is read
     * @throws RuleException as {@link #parse(String, String)}
     */
    public static Object parse(String field, String text, int maxChars) throws RuleException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(maxChars);
        options.setNestingDepthLimit(RuleParser.MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        try {
            return new Yaml(new PlainConstructor(options)).load(text);
        } catch (YAMLException | IllegalStateException | IllegalArgumentException | ClassCastException e) {
            throw RuleException.of(field, text, "a YAML or JSON value");
        }
    }

    static Object of(Node node) {
        return new PlainConstructor(new LoaderOptions()).construct(node);
    }

    /** @return whether it is a text, number or boolean, null, or a list or map of such */
    static boolean isPlain(Object value) {
        if (value instanceof List) {
            return ((List<?>) value).stream().allMatch(YamlValue::isPlain);
        }
        if (value instanceof Map) {
            Map<?, ?> map = (Map<?, ?>) value;
            return map.keySet().stream().allMatch(String.class::isInstance)
                    && map.values().stream().allMatch(YamlValue::isPlain);
        }
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    /** @return as it is, but for lists and maps, which are new, and may be changed */
    static Object copyOf(Object plain) {
        if (plain instanceof List) {
            List<Object> copy = new ArrayList<>();
            ((List<?>) plain).forEach(each -> copy.add(copyOf(each)));
            return copy;
        }
        if (plain instanceof Map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) plain).forEach((key, each) -> copy.put(key, copyOf(each)));
            return copy;
        }
        return plain;
    }

    private static final class PlainConstructor extends SafeConstructor {

        PlainConstructor(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.INT, new ConstructYamlInt() {
                @Override
                public Object construct(Node node) {
                    // The time to read a whole number grows with the square of its length: minutes for a text's
                    // longest.
                    if (constructScalar((ScalarNode) node).length() > MAX_DIGITS) {
                        throw new IllegalArgumentException("more than " + MAX_DIGITS + " digits");
                    }
                    return super.construct(node);
                }
            });
        }

        Object construct(Node node) {
            return constructDocument(node);
        }
    }
}
