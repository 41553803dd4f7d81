package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.rpc.AppResponse;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.RpcInvocation;
import org.junit.jupiter.api.Test;

class CallsInFlightTest {

    private final CallsInFlight calls = new CallsInFlight();
    private final CompletableFuture<AppResponse> answer = new CompletableFuture<>();
    private final AsyncRpcResult result = new AsyncRpcResult(answer, new RpcInvocation());

    @Test
    void aCallThatThrewIsOver() {
        calls.begin();
        assertThat(calls.count()).isEqualTo(1);
        calls.end(null);
        assertThat(calls.count()).isZero();
    }

    @Test
    void aCallThatIsAnsweredIsOver() {
        calls.begin();
        answer.complete(new AppResponse("answer"));
        calls.end(result);
        assertThat(calls.count()).isZero();
    }

    @Test
    void anAsynchronousCallIsUnderWayUntilItsAnswer() {
        calls.begin();
        calls.end(result);
        assertThat(calls.count()).isEqualTo(1);
        answer.complete(new AppResponse("answer"));
        assertThat(calls.count()).isZero();
    }

    @Test
    void anAsynchronousCallIsUnderWayUntilItFails() {
        calls.begin();
        calls.end(result);
        answer.completeExceptionally(new IllegalStateException("time-out"));
        assertThat(calls.count()).isZero();
    }
}
