package io.hotroute.dubbo;

import io.hotroute.bootstrap.CallObserver;
import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;

/**
 * Stands in for a {@link SoleProvider} in calls that go a decided way: does for them what the advice does in a cluster.
 * Immutable, and shared by all calls of that way.
 */
final class SoleCall implements Invoker<Object> {

    private final SoleProvider sole;
    private final Object way;

    /** @param way a {@link Detour} or a {@link CallObserver} */
    SoleCall(SoleProvider sole, Object way) {
        this.sole = sole;
        this.way = way;
    }

    Object way() {
        return way;
    }

    @Override
    public Result invoke(Invocation invocation) {
        try {
            if (way instanceof Detour) {
                Object outcome = Gate.invoke((Detour) way, invocation);
                return outcome == Gate.PROCEED ? provider().invoke(invocation) : (Result) outcome;
            }
            return way instanceof CallObserver
                    ? observed(invocation)
                    : provider().invoke(invocation);
        } catch (Throwable failure) {
            throw SoleCall.<RuntimeException>asItIs(failure);
        }
    }

    private Result observed(Invocation invocation) {
        CallObserver observer = (CallObserver) way;
        long begun = Gate.begin(observer);
        Result result = null;
        Throwable failure = null;
        try {
            result = provider().invoke(invocation);
            return result;
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            Gate.end(observer, begun, result, failure);
        }
    }

    /** A call's own failure is not ours to wrap. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable failure) throws E {
        throw (E) failure;
    }

    /** It is there: whoever makes the call has it. */
    private Invoker<?> provider() {
        return sole.get();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Object> getInterface() {
        return (Class<Object>) provider().getInterface();
    }

    @Override
    public URL getUrl() {
        return provider().getUrl();
    }

    @Override
    public boolean isAvailable() {
        return provider().isAvailable();
    }

    @Override
    public void destroy() {
        provider().destroy();
    }
}
