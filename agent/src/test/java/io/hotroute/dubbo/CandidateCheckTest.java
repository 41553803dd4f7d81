package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.weave.CheckResult;
import io.hotroute.weave.CheckResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;
import org.apache.dubbo.rpc.service.GenericService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the URLs alone. Dubbo here is 2.7, which knows no preferred serializations; see {@code ProtocolKinds} for 3.3. */
class CandidateCheckTest {

    private static final String OLD = "dubbo://10.0.0.1:20880/a.Orders?version=1.0.0";
    private static final String NEW = "dubbo://10.0.0.2:20880/a.Orders?version=2.0.0";

    public interface Orders {
        String getOrder(String id);

        String find(String key);
    }

    private static Invoker<Orders> provider(String url) {
        return Invokers.provider(Orders.class, url, true);
    }

    private static List<CheckResult> check(Invoker<Orders> old, List<Invoker<Orders>> providers, boolean byAddress) {
        StaticDirectory<Orders> directory =
                new StaticDirectory<>(URL.valueOf("consumer://10.0.0.9/a.Orders?version=1.0.0"), List.of(old));
        return new CandidateCheck(
                        "interface zk", new FailoverClusterInvoker<>(directory), "a.Orders:2.0.0", providers, byAddress)
                .run();
    }

    private static CheckResult item(String item, List<CheckResult> results) {
        assertThat(results).allSatisfy(each -> {
            assertThat(each.reference()).isEqualTo("interface zk");
            // A token's value is nobody's business.
            assertThat(each.toString()).doesNotContain("secret");
            assertThat(each.advice().isEmpty()).as("%s", each).isEqualTo(each.verdict() == Verdict.PASS);
        });
        return results.stream()
                .filter(each -> each.item().equals(item))
                .findFirst()
                .orElseThrow();
    }

    private static CheckResult item(String item, String old, String... candidates) {
        List<Invoker<Orders>> providers = new ArrayList<>();
        for (String candidate : candidates) {
            providers.add(provider(NEW + candidate));
        }
        return item(item, check(provider(OLD + old), providers, false));
    }

    @Test
    void whatIsTheSameOnBothSidesPasses() {
        List<CheckResult> results = check(provider(OLD), List.of(provider(NEW)), false);

        assertThat(results).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
        assertThat(results)
                .extracting(each -> each.item() + ": " + each.found())
                .containsExactly(
                        "providers: 1: 10.0.0.2:20880",
                        "reachable: all",
                        "service: a.Orders:2.0.0 (baseline: a.Orders:1.0.0)",
                        "methods: all 2 of the consumer's interface",
                        "types: not known: no metadata report of this consumer has the candidate's definition",
                        "protocol: dubbo",
                        "serialization: default",
                        "token: none",
                        "auth: none",
                        "timeout: default",
                        "release: default");
    }

    @Test
    void withoutAProviderItFailsAndNothingElseIsSaid() {
        List<CheckResult> results = check(provider(OLD), List.of(), false);

        assertThat(results).hasSize(1);
        CheckResult providers = item("providers", results);
        assertThat(providers.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(providers.advice()).startsWith("start a provider of a.Orders:2.0.0 ");
    }

    @ParameterizedTest
    @CsvSource({"true, WARN", "false, FAIL"})
    void aProviderThatIsNotConnectedIsAWarningAndNoneIsAFailure(boolean isOther, Verdict verdict) {
        List<Invoker<Orders>> providers = List.of(
                Invokers.provider(Orders.class, NEW, false),
                Invokers.provider(Orders.class, NEW.replace("0.2:", "0.3:"), isOther));
        CheckResult reachable = item("reachable", check(provider(OLD), providers, false));

        assertThat(reachable.verdict()).isEqualTo(verdict);
        assertThat(reachable.found()).startsWith("not 10.0.0.2:20880");
        assertThat(reachable.advice()).contains("network");
    }

    @Test
    void groupAndVersionOfBothSidesAreSaid() {
        CheckResult service = item("service", "&group=red", "&group=blue", "&group=green");

        assertThat(service.found())
                .isEqualTo("blue/a.Orders:2.0.0, green/a.Orders:2.0.0 (baseline: red/a.Orders:1.0.0)");
    }

    @Test
    void aMethodThatSomeProviderLacksIsAWarning() {
        CheckResult methods = item("methods", "", "&methods=getOrder,find,pay", "&methods=getOrder");

        assertThat(methods.verdict()).isEqualTo(Verdict.WARN);
        assertThat(methods.found()).isEqualTo("missing [find]");
        assertThat(methods.advice()).contains("stay on the baseline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&methods=*", "&methods=", "&methods=find,getOrder"})
    void otherwiseMethodsPass(String candidate) {
        assertThat(item("methods", "", candidate).verdict()).isEqualTo(Verdict.PASS);
    }

    /** Dubbo's own interface has no methods of the service's. */
    @Test
    void ofAGenericReferenceMethodsAreNotKnown() {
        StaticDirectory<GenericService> directory =
                new StaticDirectory<>(List.of(Invokers.provider(GenericService.class, OLD, true)));
        List<CheckResult> results = new CandidateCheck(
                        "interface zk",
                        new FailoverClusterInvoker<>(directory),
                        "a.Orders:2.0.0",
                        List.of(provider(NEW + "&methods=getOrder")),
                        false)
                .run();

        assertThat(item("methods", results).found()).isEqualTo("not known: the reference is generic");
        assertThat(item("methods", results).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anotherProtocolIsAWarning() {
        CheckResult protocol =
                item("protocol", check(provider(OLD), List.of(provider(NEW.replace("dubbo://", "tri://"))), false));

        assertThat(protocol.verdict()).isEqualTo(Verdict.WARN);
        assertThat(protocol.found()).isEqualTo("tri (baseline: dubbo)");
        assertThat(protocol.advice()).contains("port");
    }

    @Test
    void anotherSerializationIsAWarning() {
        CheckResult serialization = item("serialization", "&serialization=hessian2", "&serialization=fastjson2");

        assertThat(serialization.verdict()).isEqualTo(Verdict.WARN);
        assertThat(serialization.found()).isEqualTo("fastjson2 (baseline: default)");
        assertThat(serialization.advice()).contains("both sides");
    }

    @ParameterizedTest
    @CsvSource({
        "&serialization=hessian2, ''",
        "'', &serialization=hessian2",
        "'', &prefer.serialization=fastjson2",
        "&serialization=fastjson2, &serialization=fastjson2&prefer.serialization=hessian2"
    })
    void theDefaultBySayingSoAndWhatThisDubboDoesNotReadAreNoDifference(String old, String candidate) {
        assertThat(item("serialization", old, candidate).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', &token=secret1, 'set, taken from the registry (baseline: none)'",
        "&token=secret1, '', 'none (baseline: set, taken from the registry)'",
        "&token=secret1, &token=secret2, 'set, taken from the registry'"
    })
    void aTokenPassesAsDubboTakesItFromTheRegistry(String old, String candidate, String found) {
        CheckResult token = item("token", old, candidate);

        assertThat(token.verdict()).isEqualTo(Verdict.PASS);
        assertThat(token.found()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "'', &auth=true&password=secret, by default (baseline: none)",
        "&auth=true&authenticator=basic, &auth=true&authenticator=accesskey, by accesskey (baseline: by basic)",
        "&auth=true, &auth=false, none (baseline: by default)"
    })
    void otherCredentialsAreAWarning(String old, String candidate, String found) {
        CheckResult auth = item("auth", old, candidate);

        assertThat(auth.verdict()).isEqualTo(Verdict.WARN);
        assertThat(auth.found()).isEqualTo(found);
        assertThat(auth.advice()).contains("credentials");
    }

    @Test
    void anotherTimeoutIsAWarningAndAnotherReleaseIsNot() {
        CheckResult timeout = item("timeout", "&timeout=1000", "&timeout=300", "&timeout=500");
        CheckResult release = item("release", "&release=2.7.23", "&release=3.3.6");

        assertThat(timeout.verdict()).isEqualTo(Verdict.WARN);
        assertThat(timeout.found()).isEqualTo("300, 500 (baseline: 1000)");
        assertThat(timeout.advice()).contains("time-out");
        assertThat(release.verdict()).isEqualTo(Verdict.PASS);
        assertThat(release.found()).isEqualTo("3.3.6 (baseline: 2.7.23)");
    }

    /** Their URLs are the baseline's own, so that all would seem to be the same. */
    @Test
    void ofProvidersByAddressNothingIsKnownButWhetherTheyAreThere() {
        String token = "&token=secret&methods=getOrder,find&serialization=fastjson2&auth=true";
        List<CheckResult> results = check(provider(OLD + token), List.of(provider(NEW + token)), true);

        assertThat(results)
                .extracting(each -> each.verdict() + " " + each.item())
                .containsExactly(
                        "PASS providers",
                        "PASS reachable",
                        "PASS service",
                        "WARN methods",
                        "PASS types",
                        "PASS protocol",
                        "PASS serialization",
                        "PASS token",
                        "PASS auth");
        assertThat(results.subList(3, 9)).extracting(CheckResult::found).containsOnly("not known: no registry tells");
        assertThat(item("methods", results).advice()).contains("route.methods");
    }
}
