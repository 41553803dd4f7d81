package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.rule.Fallback;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.service.GenericService;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AnswerTest {

    public interface Orders {
        Map<String, List<String>> find(String key);

        CompletableFuture<Map<String, List<String>>> findAsync(String key);
    }

    private static Fallback fallback(String value) throws RuleException {
        return RuleParser.parse("configVersion: v1\n"
                        + "key: com.example.Orders:1.0.0\n"
                        + "candidate: {version: 2.0.0}\n"
                        + "route: {weight: 10}\n"
                        + "degrade: {action: fallback, fallback: [{method: find, value: " + value + "}]}\n")
                .rules()
                .get(0)
                .degrade()
                .fallbacks()
                .get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> call(Answer answer, RpcInvocation invocation) {
        return (Map<String, List<String>>) ((Result) answer.invoke(invocation)).getValue();
    }

    private static void assertThatEachCallHasItsOwn(Answer answer, RpcInvocation invocation) {
        Map<String, List<String>> first = call(answer, invocation);
        assertThat(first).isEqualTo(Map.of("tags", List.of("a", "b")));
        first.get("tags").clear();
        first.put("more", List.of());
        assertThat(call(answer, invocation)).isEqualTo(Map.of("tags", List.of("a", "b")));
    }

    @Test
    void aGenericCallGetsAValueOfItsOwn() throws RuleException {
        Answer answer = new Answer(GenericService.class, fallback("{tags: [a, b]}"));
        RpcInvocation invocation = new RpcInvocation();
        invocation.setMethodName("$invoke");
        invocation.setParameterTypes(new Class<?>[] {String.class, String[].class, Object[].class});
        invocation.setArguments(new Object[] {"find", new String[0], new Object[0]});

        assertThatEachCallHasItsOwn(answer, invocation);
    }

    @Test
    void soDoesATypedOne() throws RuleException {
        Answer answer = new Answer(Orders.class, fallback("{tags: [a, b]}"));
        RpcInvocation invocation = new RpcInvocation();
        invocation.setMethodName("find");
        invocation.setParameterTypes(new Class<?>[] {String.class});
        invocation.setArguments(new Object[] {"x"});

        assertThatEachCallHasItsOwn(answer, invocation);
    }

    private static RpcInvocation byProtoFile(String name, Class<?> type, Class<?> returned) {
        RpcInvocation invocation = new RpcInvocation();
        invocation.setMethodName(name);
        invocation.setParameterTypes(new Class<?>[] {type});
        invocation.setArguments(new Object[] {"x"});
        invocation.setReturnType(returned);
        return invocation;
    }

    @Test
    void soDoesOneByTheNameInAProtoFile() throws RuleException {
        assertThatEachCallHasItsOwn(
                new Answer(Orders.class, fallback("{tags: [a, b]}")), byProtoFile("Find", String.class, Map.class));
    }

    /** Dubbo's compiler gives it the synchronous one's name. */
    @Test
    void anAsynchronousOneByTheNameInAProtoFileGetsAFuture() throws RuleException {
        Answer answer = new Answer(Orders.class, fallback("{tags: [a, b]}"));
        Object given = answer.invoke(byProtoFile("Find", String.class, CompletableFuture.class));

        assertThat(((Result) given).getValue())
                .asInstanceOf(InstanceOfAssertFactories.completableFuture(Map.class))
                .isCompletedWithValue(Map.of("tags", List.of("a", "b")));
    }

    @Test
    void aStreamByAProtoFileGoesItsUsualWayAndIsNoFault() throws RuleException {
        long before = Faults.total();
        Answer answer = new Answer(Orders.class, fallback("{tags: [a, b]}"));

        assertThat(answer.invoke(byProtoFile("Find", Integer.class, Map.class))).isSameAs(Gate.PROCEED);
        assertThat(Faults.total()).isEqualTo(before);
    }
}
