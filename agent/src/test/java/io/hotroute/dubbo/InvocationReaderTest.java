package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.dubbo.rpc.RpcInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationReaderTest {

    private static final InvocationReader READER = new InvocationReader(new Dubbo2Binding());

    private static RpcInvocation call(String method, Object... arguments) {
        RpcInvocation call = new RpcInvocation();
        call.setMethodName(method);
        call.setArguments(arguments);
        return call;
    }

    private static Object[] arguments(Object call) {
        Object[] arguments = new Object[READER.arguments(call)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = READER.argument(call, i);
        }
        return arguments;
    }

    @Test
    void aPlainCallIsReadAsItIs() {
        RpcInvocation call = call("getOrder", "x", 1);

        assertThat(READER.method(call)).isEqualTo("getOrder");
        assertThat(arguments(call)).containsExactly("x", 1);
        assertThat(READER.argument(call, 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$invoke", "$invokeAsync"})
    void aGenericCallIsReadAsTheCallOfTheRealMethod(String method) {
        RpcInvocation call = call(method, "getOrder", new String[] {"java.lang.String", "int"}, new Object[] {"x", 1});

        assertThat(READER.method(call)).isEqualTo("getOrder");
        assertThat(arguments(call)).containsExactly("x", 1);
        assertThat(READER.argument(call, 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$invoke", "$invokeAsync"})
    void aGenericCallWithoutArgumentsHasNone(String method) {
        RpcInvocation call = call(method, "list", null, null);

        assertThat(READER.method(call)).isEqualTo("list");
        assertThat(arguments(call)).isEmpty();
        assertThat(READER.argument(call, 0)).isNull();
    }

    @Test
    void aCallWithoutArgumentsHasNone() {
        for (RpcInvocation call : new RpcInvocation[] {call("list"), call("list", (Object[]) null)}) {
            assertThat(READER.method(call)).isEqualTo("list");
            assertThat(arguments(call)).isEmpty();
            assertThat(READER.argument(call, 0)).isNull();
        }
    }

    @Test
    void aMethodOfTheServiceThatIsNamedSoIsReadAsItIs() {
        for (RpcInvocation call : new RpcInvocation[] {
            call("$invoke", "x"), call("$invoke", 1, null, null), call("invoke", "getOrder", null, new Object[0])
        }) {
            assertThat(READER.method(call)).isEqualTo(call.getMethodName());
            assertThat(arguments(call)).isEqualTo(call.getArguments());
        }
    }
}
