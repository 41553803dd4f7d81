package io.hotroute.dubbo;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.rpc.AppResponse;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.RpcInvocation;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** {@link CallsInFlight}: calls while the target is taken away. */
public final class CallsInFlightStress {

    private static final RpcInvocation INVOCATION = new RpcInvocation();
    private static final AppResponse ANSWER = new AppResponse("answer");

    private CallsInFlightStress() {}

    /** As the caller and the keeper do it: a call in the target is never overtaken by its end. */
    @JCStressTest
    @State
    @Outcome(id = "no target", expect = ACCEPTABLE, desc = "the call came after it was taken away")
    @Outcome(id = "used", expect = ACCEPTABLE, desc = "it stays until the call has ended")
    @Outcome(id = "destroyed", expect = FORBIDDEN, desc = "destroyed under a call")
    public static class TakenAway {

        private final CallsInFlight calls = new CallsInFlight();
        private volatile Target target = new Target();

        @Actor
        public void caller(L_Result result) {
            calls.begin();
            Target current = target;
            result.r1 = current == null ? "no target" : current.destroyed ? "destroyed" : "used";
            calls.end(null);
        }

        @Actor
        public void keeper() {
            Target taken = target;
            target = null;
            if (calls.count() == 0) {
                taken.destroyed = true;
            }
        }

        private static final class Target {
            volatile boolean destroyed;
        }
    }

    /** The answer comes while the call returns: it ends once. */
    @JCStressTest
    @State
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "counted once")
    @Outcome(expect = FORBIDDEN, desc = "counted twice or never")
    public static class Answered {

        private final CallsInFlight calls = new CallsInFlight();
        private final CompletableFuture<AppResponse> answer = new CompletableFuture<>();
        private final AsyncRpcResult outcome = new AsyncRpcResult(answer, INVOCATION);

        public Answered() {
            calls.begin();
        }

        @Actor
        public void caller() {
            calls.end(outcome);
        }

        @Actor
        public void answer() {
            answer.complete(ANSWER);
        }

        @Arbiter
        public void count(J_Result result) {
            result.r1 = calls.count();
        }
    }
}
