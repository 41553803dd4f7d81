package io.hotroute.rule;

import java.io.StringReader;
import org.yaml.snakeyaml.Yaml;

/** Settings of a comparison from what stands under {@code compare} in a rule. */
public final class CompareTexts {

    private CompareTexts() {}

    public static Compare of(String yaml) {
        try {
            return parse(yaml);
        } catch (RuleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Compare parse(String yaml) throws RuleException {
        return CompareParser.compare(new Value("compare", new Yaml().compose(new StringReader(yaml))));
    }
}
