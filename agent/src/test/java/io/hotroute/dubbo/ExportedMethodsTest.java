package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.dubbo.rpc.Invoker;
import org.junit.jupiter.api.Test;

/** Invariant 10: a method that the candidate lacks is never sent there. */
class ExportedMethodsTest {

    /** @param methods what each provider says, null for nothing */
    private static ExportedMethods exported(String... methods) {
        return ExportedMethods.of(providers(methods), ExportedMethods.ALL);
    }

    private static List<Invoker<?>> providers(String... methods) {
        return Arrays.stream(methods)
                .map(each -> Invokers.provider(
                        "dubbo://10.0.0.1:20880/a.B?side=provider" + (each == null ? "" : "&methods=" + each)))
                .collect(Collectors.toList());
    }

    @Test
    void aMethodIsThereIfEveryProviderExportsIt() {
        ExportedMethods two = exported("getOrder,find,pay", "getOrder,find", "find,getOrder,drop");

        assertThat(two.contains("getOrder")).isTrue();
        assertThat(two.contains("find")).isTrue();
        assertThat(two.contains("pay")).isFalse();
        assertThat(two.contains("drop")).isFalse();
        assertThat(two.contains("getOrders")).isFalse();
        assertThat(two.contains("")).isFalse();
    }

    @Test
    void providersWithNothingInCommonExportNothing() {
        assertThat(exported("getOrder", "find").contains("getOrder")).isFalse();
    }

    @Test
    void aProviderThatDoesNotSayExportsAll() {
        for (String all : new String[] {null, "", "*"}) {
            assertThat(exported(all).contains("anything")).as("%s", all).isTrue();
            ExportedMethods besideAnother = exported(all, "getOrder");
            assertThat(besideAnother.contains("getOrder")).as("%s", all).isTrue();
            assertThat(besideAnother.contains("find")).as("%s", all).isFalse();
        }
        assertThat(exported().contains("anything")).isTrue();
    }

    @Test
    void whatEveryProviderAnswersIsThere() {
        assertThat(exported("getOrder").contains("$echo")).isTrue();
        assertThat(exported("getOrder").contains("$invoke")).isTrue();
    }

    @Test
    void aProtoFilesNameIsTheJavaInterfacesButForTheFirstLetter() {
        ExportedMethods made = exported("sayHello,sayHelloAsync");

        assertThat(made.contains("SayHello")).isTrue();
        assertThat(made.contains("sayHello")).isTrue();
        assertThat(made.contains("SayHelloAsync")).isTrue();
        assertThat(made.contains("SayGoodbye")).isFalse();
        assertThat(made.contains("Sayhello")).isFalse();
        assertThat(exported("SayHello").contains("sayHello")).isFalse();
        assertThat(exported("sayHello,pay", "sayHello").contains("Pay")).isFalse();
    }

    @Test
    void nothingIsParsedAgainWhileNothingHasChanged() {
        ExportedMethods first = exported("getOrder,find");

        assertThat(ExportedMethods.of(providers("getOrder,find", "getOrder,find"), first))
                .isSameAs(first);
        assertThat(ExportedMethods.of(providers("getOrder"), first).contains("find"))
                .isFalse();
        assertThat(ExportedMethods.of(providers("*"), first).contains("pay")).isTrue();
    }
}
