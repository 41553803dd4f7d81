package io.hotroute.dubbo;

import io.hotroute.latency.CallOutcome;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.dubbo.remoting.RemotingException;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;

/** How Dubbo's calls end. Stateless; on the call path. */
final class CallOutcomes {

    private CallOutcomes() {}

    /**
     * @param answer the provider's answer, or anything else
     * @param failure what the call failed with, or null
     */
    static CallOutcome of(Object answer, Throwable failure) {
        if (failure != null) {
            return ofException(failure, CallOutcome.ERROR);
        }
        if (!(answer instanceof Result)) {
            return CallOutcome.ERROR;
        }
        Result result = (Result) answer;
        return result.hasException()
                ? ofException(result.getException(), CallOutcome.BUSINESS_EXCEPTION)
                : CallOutcome.SUCCESS;
    }

    private static CallOutcome ofException(Throwable exception, CallOutcome otherwise) {
        Throwable cause = exception;
        if ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RpcException) {
            return ((RpcException) cause).isBiz() ? CallOutcome.BUSINESS_EXCEPTION : CallOutcome.ERROR;
        }
        return cause instanceof RemotingException || cause instanceof TimeoutException ? CallOutcome.ERROR : otherwise;
    }
}
