package io.hotroute.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds what is asked of another JVM: the attach API itself waits for ever for an answer. */
final class Deadline {

    private Deadline() {}

    /** Runs the work in a daemon thread, which is left behind when the time is over: the command ends then. */
    static <T> T within(long seconds, long pid, Callable<T> work) throws CommandFailure {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "hotroute-work");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new CommandFailure("time-out: JVM " + pid + " did not answer within " + seconds
                    + " s; it may be stopped or very busy: try again when it responds");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof CommandFailure) {
                throw (CommandFailure) cause;
            }
            throw new IllegalStateException(cause);
        }
    }
}
