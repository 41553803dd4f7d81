package io.hotroute.weave;

import io.hotroute.bootstrap.Gate;
import io.hotroute.bootstrap.Handler;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;

/**
 * From the {@link Gate} to the glue of the Dubbo that is calling.
 *
 * <p><b>Cost.</b> Without rules: one volatile read. With rules: the look-up in {@link Glues} more, then the glue's own.
 */
final class Dispatcher implements Handler {

    private final LiveRoutes routes;
    private final Glues glues;

    Dispatcher(LiveRoutes routes, Glues glues) {
        this.routes = routes;
        this.glues = glues;
    }

    @Override
    public void created(Class<?> owner, Object invoker) {
        glues.created(owner, invoker);
    }

    @Override
    public Object enter(Class<?> owner, Object invoker, Object invocation) {
        RouteTable table = routes.table();
        if (table.isEmpty()) {
            return null;
        }
        Glue glue = glues.of(owner);
        return glue == null ? null : glue.enter(invoker, invocation, table);
    }

    @Override
    public Object invokerFor(Class<?> owner, Object invoker, Object invocation) {
        RouteTable table = routes.table();
        if (!table.hasRoutesByAddress()) {
            return invoker;
        }
        Glue glue = glues.of(owner);
        return glue == null ? invoker : glue.invokerFor(invoker, invocation, table);
    }
}
