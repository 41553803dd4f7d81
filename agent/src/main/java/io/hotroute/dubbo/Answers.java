package io.hotroute.dubbo;

import io.hotroute.shadow.ObservedResult;
import io.hotroute.shadow.Skip;
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

    /**
     * Asks the exception for its message: never on a caller's thread.
     *
     * @throws SnapshotException if it, which may be the application's, throws
     */
    static ObservedResult of(Throwable exception) throws SnapshotException {
        if (exception instanceof GenericException) {
            GenericException generic = (GenericException) exception;
            return ObservedResult.exception(generic.getExceptionClass(), generic.getExceptionMessage());
        }
        return ObservedResult.exception(exception.getClass().getName(), message(exception));
    }

    private static String message(Throwable exception) throws SnapshotException {
        try {
            return exception.getMessage();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ofTheApplication) {
            throw SnapshotException.notReadable(exception.getClass(), "its message throws");
        }
    }

    /**
     * How a shadow ended. Not on a caller's thread. An answer that can't be read, where the call's own could, is one that differs.
     *
     * @throws SnapshotException if it takes too long to read, which says nothing about the answer
     */
    static ObservedResult of(Object answer, Throwable thrown, Snapshots snapshots) throws SnapshotException {
        try {
            return read(answer, thrown, snapshots);
        } catch (SnapshotException unreadable) {
            if (unreadable.reason() == Skip.TOO_SLOW) {
                throw unreadable;
            }
            return ObservedResult.unreadable(unreadable.reason());
        }
    }

    private static ObservedResult read(Object answer, Throwable thrown, Snapshots snapshots) throws SnapshotException {
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
