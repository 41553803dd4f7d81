package io.hotroute.weave;

import io.hotroute.bootstrap.Gate;
import net.bytebuddy.asm.Advice;

/**
 * Copied by Byte Buddy into the end of the constructor of {@code AbstractClusterInvoker} that every leaf goes through: so
 * references are known before their first call.
 */
final class ClusterInvokerConstructorAdvice {

    private ClusterInvokerConstructorAdvice() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Origin Class<?> owner, @Advice.This Object invoker) {
        Gate.created(owner, invoker);
    }
}
