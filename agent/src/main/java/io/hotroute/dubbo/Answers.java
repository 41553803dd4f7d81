package io.hotroute.dubbo;

import io.hotroute.shadow.ObservedResult;
import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import io.hotroute.shadow.Snapshots;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.GenericException;

/** What of Dubbo's answers is compared. Stateless. */
final class Answers {

    private Answers() {}

    /** @param answer one without exception; no code of the application is run */
    static Snapshot value(Object answer, Snapshots snapshots) throws SnapshotException {
        return snapshots.takeOne(((Result) answer).getValue());
    }

    /** @return what a call was answered with, or failed with */
    static Throwable exception(Object answer, Throwable thrown) {
        Throwable exception = thrown == null ? ((Result) answer).getException() : thrown;
        boolean isWrapper = exception instanceof CompletionException || exception instanceof ExecutionException;
        return isWrapper && exception.getCause() != null ? exception.getCause() : exception;
    }

    /** Asks the exception for its message: never on a caller's thread. */
    static ObservedResult of(Throwable exception) {
        if (exception instanceof GenericException) {
            GenericException generic = (GenericException) exception;
            return ObservedResult.exception(generic.getExceptionClass(), generic.getExceptionMessage());
        }
        return ObservedResult.exception(exception.getClass().getName(), exception.getMessage());
    }

    /** How a shadow ended. Not on a caller's thread. */
    static ObservedResult of(Object answer, Throwable thrown, Snapshots snapshots) throws SnapshotException {
        switch (CallOutcomes.of(answer, thrown)) {
            case SUCCESS:
                return ObservedResult.value(value(answer, snapshots));
            case BUSINESS_EXCEPTION:
                return of(exception(answer, thrown));
            default:
                return ObservedResult.failure(
                        thrown == null && !(answer instanceof Result)
                                ? "no answer"
                                : failure(exception(answer, thrown)));
        }
    }

    /** Without the message, which may say anything. */
    private static String failure(Throwable failure) {
        if (failure.getClass().getSimpleName().equals("TimeoutException")) {
            return "time-out";
        }
        if (!(failure instanceof RpcException)) {
            return failure.getClass().getSimpleName();
        }
        switch (((RpcException) failure).getCode()) {
            case RpcException.TIMEOUT_EXCEPTION:
            case RpcException.TIMEOUT_TERMINATE:
                return "time-out";
            case RpcException.NETWORK_EXCEPTION:
                return "network";
            case RpcException.SERIALIZATION_EXCEPTION:
                return "serialization";
            case RpcException.FORBIDDEN_EXCEPTION:
            case RpcException.NO_INVOKER_AVAILABLE_AFTER_FILTER:
                return "no provider";
            case RpcException.LIMIT_EXCEEDED_EXCEPTION:
                return "limit exceeded";
            default:
                return "RPC failure " + ((RpcException) failure).getCode();
        }
    }
}
