package io.hotroute.it.benchmarks;

import java.util.List;
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

    public StubLeaf(Directory<T> directory) {
        super(directory);
        this.providers = directory.getAllInvokers();
        this.answer = new AppResponse(directory.getConsumerUrl().getParameter("version"));
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
}
