package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.shadow.Skip;
import java.util.Collections;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.RpcInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmirroredTest {

    private static final InvocationReader READER = new InvocationReader(new Dubbo2Binding());

    @Test
    void methodsWithACallbackAreKnownByTheUrl() {
        URL url = URL.valueOf(
                "dubbo://10.0.0.1/a.B?watch.1.callback=true&stop.0.callback=false&callbacks=10&get.timeout=1");

        assertThat(Unmirrored.callbacks(url)).containsExactlyInAnyOrder("watch", "stop");
        assertThat(Unmirrored.callbacks(URL.valueOf("dubbo://10.0.0.1/a.B?callbacks=10")))
                .isEmpty();
    }

    @Test
    void oneWayIsAMethodOrACall() {
        RpcInvocation call = new RpcInvocation();
        call.setMethodName("touch");
        URL url = URL.valueOf("consumer://10.0.0.1/a.B?touch.return=false");

        assertThat(Unmirrored.isOneWay(url, "touch")).isTrue();
        assertThat(Unmirrored.isOneWay(url, "get")).isFalse();
        MirroredMethod method = new MirroredMethod("get", url, Collections.emptySet());
        assertThat(Unmirrored.isOneWay(READER, method, call)).isFalse();
        call.setAttachment("get.return", "false");
        assertThat(Unmirrored.isOneWay(READER, method, call)).isTrue();
        call.setAttachment("get.return", null);
        call.setAttachment("return", "false");
        assertThat(Unmirrored.isOneWay(READER, method, call)).isTrue();
    }

    @Test
    void answersOfACacheAreNotTheProviders() {
        URL url = URL.valueOf("consumer://10.0.0.1/a.B?cache=lru&put.cache=false");

        assertThat(obstacle("get", url)).isEqualTo(Skip.CACHED);
        assertThat(obstacle("put", url)).isNull();
        assertThat(obstacle("get", URL.valueOf("consumer://10.0.0.1/a.B?get.cache=threadlocal")))
                .isEqualTo(Skip.CACHED);
    }

    @ParameterizedTest
    @CsvSource({
        "group=*&merger=true, MERGED",
        "'group=x,y&get.merger=.addAll', MERGED",
        "group=x&merger=true,",
        "'group=x,y',",
        "group=*&merger=false,",
        "merger=true,"
    })
    void answersOfSeveralGroupsAreNotOnes(String parameters, Skip expected) {
        assertThat(obstacle("get", URL.valueOf("consumer://10.0.0.1/a.B?" + parameters)))
                .isEqualTo(expected);
    }

    private static Skip obstacle(String method, URL url) {
        return new MirroredMethod(method, url, Collections.emptySet()).obstacle;
    }
}
