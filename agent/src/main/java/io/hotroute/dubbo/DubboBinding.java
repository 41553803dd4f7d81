package io.hotroute.dubbo;

import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** What differs between the lines of Dubbo. Stateless and thread-safe. */
interface DubboBinding {

    /** @return the binding for the Dubbo beside this glue */
    static DubboBinding ofThisDubbo() {
        try {
            Class.forName("org.apache.dubbo.rpc.model.ScopeModel", false, DubboBinding.class.getClassLoader());
            return new Dubbo3Binding();
        } catch (ClassNotFoundException olderThanThree) {
            return new Dubbo2Binding();
        }
    }

    /**
     * Makes a leaf like the given one, for another version: same registry, same kind of discovery, same cluster and
     * settings. It subscribes and connects at once; a missing provider is no error.
     *
     * @throws Exception if this Dubbo can't
     */
    AbstractClusterInvoker<?> refer(AbstractClusterInvoker<?> leaf, String version) throws Exception;

    /**
     * Called around every call of a sibling: makes it a call of the sibling's in what Dubbo looks up by the call, and leaves
     * it a call of the reference's in what the application is told.
     *
     * @return what {@link #exit} is to put back
     */
    Object enter(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> sibling, Invocation invocation);

    /** Puts back what {@link #enter} changed of the caller's context. Never throws. */
    void exit(Object context);

    /** Puts back what {@link #enter} changed of the invocation, which goes to the reference's own leaf after all. */
    void toBaseline(AbstractClusterInvoker<?> leaf, Invocation invocation);
}
