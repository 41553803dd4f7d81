package io.hotroute.weave;

import io.hotroute.bootstrap.CallObserver;
import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Copied by Byte Buddy into Dubbo's {@code AbstractClusterInvoker.invoke(Invocation)}. With a detour the body is skipped,
 * and the detour's result is the method's; the body runs after all when the detour says so. An observer is told when the
 * body begins and how it ends. What the body or the detour throws passes through untouched.
 */
final class ClusterInvokerAdvice {

    private ClusterInvokerAdvice() {}

    @Advice.OnMethodEnter(skipOn = Detour.class)
    static Object enter(
            @Advice.Origin Class<?> owner,
            @Advice.This Object invoker,
            @Advice.Argument(0) Object invocation,
            @Advice.Local("begun") long begun) {
        Object way = Gate.enter(owner, invoker, invocation);
        if (way instanceof CallObserver) {
            begun = Gate.begin((CallObserver) way);
        }
        return way;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
            @Advice.Enter(readOnly = false) Object way,
            @Advice.Local("begun") long begun,
            @Advice.Argument(0) Object invocation,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result,
            @Advice.Thrown Throwable failure)
            throws Throwable {
        if (way == null) {
            return false;
        }
        if (way instanceof CallObserver) {
            Gate.end((CallObserver) way, begun, result, failure);
            return false;
        }
        Object outcome = Gate.invoke((Detour) way, invocation);
        way = null;
        if (outcome == Gate.PROCEED) {
            return true;
        }
        result = outcome;
        return false;
    }
}
