package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.ServiceKey;
import io.hotroute.weave.CheckResult;
import io.hotroute.weave.CheckResult.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.metadata.definition.ServiceDefinitionBuilder;
import org.junit.jupiter.api.Test;

class TypeCheckTest {

    public interface Orders<T> {
        Map<String, List<Set<T>>> find(List<? extends T> keys, T[] more, long[][] numbers, Inner inner);

        Inner find(String key);

        void drop();

        static int none() {
            return 0;
        }
    }

    public static final class Inner {}

    /** As Dubbo itself writes it. */
    private static String definition() {
        return ServiceDefinitionBuilder.schema(Orders.class);
    }

    private static CheckResult compare(String json) throws RuleException {
        return TypeCheck.compare("interface zk", Orders.class, ServiceDefinitions.methods(json));
    }

    @Test
    void theSameInterfacePasses() throws RuleException {
        CheckResult result = compare(definition());

        assertThat(result.verdict()).as(result.found()).isEqualTo(Verdict.PASS);
        assertThat(result.found()).isEqualTo("those of all 3 methods");
    }

    @Test
    void anotherParameterTypeFailsByName() throws RuleException {
        CheckResult result = compare(definition().replace("[\"java.lang.String\"]", "[\"long\"]"));

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.found())
                .startsWith("differ: io.hotroute.dubbo.TypeCheckTest.Inner find(java.lang.String), there [")
                .contains("io.hotroute.dubbo.TypeCheckTest.Inner find(long)");
        assertThat(result.advice()).contains("route.methods");
    }

    @Test
    void anotherReturnTypeFailsByName() throws RuleException {
        CheckResult result = compare(definition().replace("\"returnType\":\"void\"", "\"returnType\":\"boolean\""));

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.found()).isEqualTo("differ: void drop(), there [boolean drop()]");
    }

    @Test
    void aRemovedMethodIsAWarning() throws RuleException {
        CheckResult result = compare(definition().replace("\"drop\"", "\"discard\""));

        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.found()).isEqualTo("removed: void drop()");
    }

    @Test
    void whatIsNoDefinitionHasNoMethods() throws RuleException {
        assertThat(ServiceDefinitions.methods("[]")).isEmpty();
        assertThat(ServiceDefinitions.methods("{}")).isEmpty();
        assertThat(ServiceDefinitions.methods("{\"methods\": null}")).isEmpty();
        assertThat(ServiceDefinitions.methods("{\"methods\": [1, {\"name\": \"a\", \"returnType\": \"int\"}]}"))
                .extracting(MethodTypes::toString)
                .containsExactly("int a()");
        assertThatThrownBy(() -> ServiceDefinitions.methods("{")).isInstanceOf(RuleException.class);
    }

    @Test
    void withoutAMetadataReportThereIsNoDefinition() throws Exception {
        assertThat(ServiceDefinitions.find(
                        URL.valueOf("consumer://10.0.0.1/a.B"), ServiceKey.of(null, "a.B", "1"), "orders"))
                .isEmpty();
    }
}
