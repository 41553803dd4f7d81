package io.hotroute.it.samples;

import java.util.List;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.Cluster;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** Clusters of the application whose invokers override {@code invoke}: one calls what it overrides, another does not, and one can't be made twice. */
public abstract class CustomCluster implements Cluster {

    /** 2.7's method. */
    @Override
    public <T> Invoker<T> join(Directory<T> directory) throws RpcException {
        return join(directory, true);
    }

    /** 3.x's method. */
    public abstract <T> Invoker<T> join(Directory<T> directory, boolean buildFilterChain) throws RpcException;

    /** Calls its super method. */
    public static final class Surrounding extends CustomCluster {
        @Override
        public <T> Invoker<T> join(Directory<T> directory, boolean buildFilterChain) {
            return new SurroundingInvoker<>(directory);
        }
    }

    /** Does not. */
    public static final class Replacing extends CustomCluster {
        @Override
        public <T> Invoker<T> join(Directory<T> directory, boolean buildFilterChain) {
            return new ReplacingInvoker<>(directory);
        }
    }

    /** Its invokers are made as nobody else can make them. */
    public static final class Closed extends CustomCluster {
        @Override
        public <T> Invoker<T> join(Directory<T> directory, boolean buildFilterChain) {
            return new ClosedInvoker<>(directory, "closed");
        }
    }

    /** See {@link Surrounding}. */
    public static class SurroundingInvoker<T> extends AbstractClusterInvoker<T> {

        public SurroundingInvoker(Directory<T> directory) {
            super(directory);
        }

        @Override
        public Result invoke(Invocation invocation) {
            return super.invoke(invocation);
        }

        @Override
        protected Result doInvoke(Invocation invocation, List<Invoker<T>> invokers, LoadBalance loadBalance) {
            checkInvokers(invokers, invocation);
            return invokers.get(0).invoke(invocation);
        }
    }

    /** See {@link Replacing}. */
    public static final class ReplacingInvoker<T> extends SurroundingInvoker<T> {

        public ReplacingInvoker(Directory<T> directory) {
            super(directory);
        }

        @Override
        public Result invoke(Invocation invocation) {
            List<Invoker<T>> invokers = getDirectory().list(invocation);
            checkInvokers(invokers, invocation);
            return invokers.get(0).invoke(invocation);
        }
    }

    /** See {@link Closed}. */
    public static final class ClosedInvoker<T> extends SurroundingInvoker<T> {

        private final String name;

        ClosedInvoker(Directory<T> directory, String name) {
            super(directory);
            this.name = name;
        }

        @Override
        public String toString() {
            return name + " " + super.toString();
        }
    }
}
