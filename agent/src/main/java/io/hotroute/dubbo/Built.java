package io.hotroute.dubbo;

import java.util.List;
import org.apache.dubbo.registry.Registry;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** A sibling that was built: what its calls go through, and what of it is ours to destroy. Immutable. */
final class Built {

    final DubboBinding binding;
    /** What calls go through; null if that is the reference's own invoker, and only the tag differs. */
    final AbstractClusterInvoker<?> leaf;

    private final Directory<?> directory;
    private final String tag;
    private final AbstractClusterInvoker<?> ours;
    private final AbstractClusterInvoker<?> applications;

    /**
     * @param directory where the providers are listed
     * @param tag the tag that providers must have, or null
     * @param ours the invoker that was made for it on a registry or for addresses, or null
     * @param applications the application's own invoker that it uses, or null
     */
    Built(
            DubboBinding binding,
            AbstractClusterInvoker<?> leaf,
            Directory<?> directory,
            String tag,
            AbstractClusterInvoker<?> ours,
            AbstractClusterInvoker<?> applications) {
        this.binding = binding;
        this.leaf = leaf;
        this.directory = directory;
        this.tag = tag;
        this.ours = ours;
        this.applications = applications;
    }

    /** @return the providers that calls can go to, as the registry has them now */
    List<? extends Invoker<?>> providers() {
        List<? extends Invoker<?>> all = Providers.of(directory);
        return tag == null ? all : Providers.tagged(all, tag);
    }

    /**
     * Dubbo itself is asked only before calls go there: its answer takes a monitor that callers take as well.
     *
     * @param providers what {@link #providers()} said
     * @param hasCalls whether it was available, so that calls go there
     */
    boolean isAvailable(List<? extends Invoker<?>> providers, boolean hasCalls) {
        if (isDestroyed() || !Providers.anyAvailable(providers)) {
            return false;
        }
        return hasCalls || tag != null || leaf == null || leaf.isAvailable();
    }

    /** @return the application's own invoker that it uses, or null */
    AbstractClusterInvoker<?> applications() {
        return applications;
    }

    /** @return whether {@link #follow} is to be called: see {@link FollowingRegistry} */
    boolean isBehind() {
        FollowingRegistry registry = followingRegistry();
        return registry != null && registry.isBehind();
    }

    /** Subscribes where the reference does by now. */
    void follow() {
        FollowingRegistry registry = followingRegistry();
        if (registry != null) {
            registry.follow();
        }
    }

    private FollowingRegistry followingRegistry() {
        if (ours == null || !(ours.getDirectory() instanceof DynamicDirectory)) {
            return null;
        }
        Registry registry = ((DynamicDirectory<?>) ours.getDirectory()).getRegistry();
        return registry instanceof FollowingRegistry ? (FollowingRegistry) registry : null;
    }

    boolean isDestroyed() {
        return directory.isDestroyed();
    }

    /** Destroys what is ours. */
    void destroy() {
        if (leaf != null && leaf != applications) {
            leaf.destroy();
        }
        if (ours != null && ours != leaf) {
            ours.destroy();
        }
    }
}
