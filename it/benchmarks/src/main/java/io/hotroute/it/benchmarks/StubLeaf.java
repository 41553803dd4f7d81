package io.hotroute.it.benchmarks;

import java.util.List;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.AppResponse;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * A leaf of which only {@code invoke}, the woven method, is Dubbo's own: it picks no provider and calls none. Its answer is
 * the version that it is for. The agent makes the candidate by the same constructor.
 */
public final class StubLeaf<T> extends AbstractClusterInvoker<T> {

    private final List<Invoker<T>> providers;
    private final Result answer;
    private final URL url;

    public StubLeaf(Directory<T> directory) {
        super(directory);
        // A list without a lock: Dubbo's own has one, which in a real call belongs to that call alone.
        this.providers = List.copyOf(directory.getAllInvokers());
        this.answer = new AppResponse(directory.getConsumerUrl().getParameter("version"));
        this.url = new UrlWithoutMethods(directory.getConsumerUrl());
    }

    /** Has it answer with another value. */
    void answer(Object value) {
        answer.setValue(value);
    }

    @Override
    public URL getUrl() {
        return url;
    }

    @Override
    protected List<Invoker<T>> list(Invocation invocation) {
        return providers;
    }

    @Override
    protected LoadBalance initLoadBalance(List<Invoker<T>> invokers, Invocation invocation) {
        return null;
    }

    @Override
    protected Result doInvoke(Invocation invocation, List<Invoker<T>> invokers, LoadBalance loadbalance)
            throws RpcException {
        return answer;
    }

    /**
     * Has no parameter of a method. Dubbo looks for one in each call, and how the JIT compiler compiles the maps that it
     * looks in depends on who has used maps before, such as an agent that starts.
     */
    private static final class UrlWithoutMethods extends URL {
        private static final long serialVersionUID = 1L;

        UrlWithoutMethods(URL url) {
            super(url.getProtocol(), url.getHost(), url.getPort(), url.getPath(), url.getParameters());
        }

        @Override
        public String getMethodParameter(String method, String key) {
            return null;
        }
    }
}
