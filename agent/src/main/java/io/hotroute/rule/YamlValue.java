package io.hotroute.rule;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A value as an operator types it: YAML, and so JSON too. Stateless. */
public final class YamlValue {

    private static final int MAX_CHARS = 100_000;

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
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException | IllegalStateException e) {
            throw RuleException.of(field, text, "a YAML or JSON value");
        }
    }
}
