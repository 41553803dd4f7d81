package io.hotroute.weave;

import io.hotroute.bootstrap.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Copied by Byte Buddy into Dubbo's {@code AbstractClusterInvoker.invoke(Invocation)}. With a detour the body is skipped,
 * and the detour's result is the method's; the body runs after all when the detour says so. What the body or the detour
 * throws passes through untouched.
 */
final class ClusterInvokerAdvice {

    private ClusterInvokerAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
            @Advice.Origin Class<?> owner, @Advice.This Object invoker, @Advice.Argument(0) Object invocation) {
        return Gate.enter(owner, invoker, invocation);
    }

    @Advice.OnMethodExit(repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
            @Advice.Enter(readOnly = false) Object detour,
            @Advice.Argument(0) Object invocation,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result)
            throws Throwable {
        if (detour == null) {
            return false;
        }
        Object outcome = Gate.invoke(detour, invocation);
        detour = null;
        if (outcome == Gate.PROCEED) {
            return true;
        }
        result = outcome;
        return false;
    }
}
