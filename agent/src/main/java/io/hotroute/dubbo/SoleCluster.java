package io.hotroute.dubbo;

import java.util.List;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * The cluster that Dubbo 2.7 does not make for a reference that names one URL, and the one that its candidate gets: as such a
 * reference does, it makes one attempt.
 *
 * @param <T> the service's interface
 */
final class SoleCluster<T> extends AbstractClusterInvoker<T> {

    /** Public for {@link SiblingFactory}. By the parent's constructor that is not woven: nobody else is to know of it. */
    public SoleCluster(Directory<T> directory) {
        this.directory = directory;
        this.availablecheck = true;
    }

    @Override
    protected Result doInvoke(Invocation invocation, List<Invoker<T>> invokers, LoadBalance loadBalance) {
        checkInvokers(invokers, invocation);
        return select(loadBalance, invocation, invokers, null).invoke(invocation);
    }
}
