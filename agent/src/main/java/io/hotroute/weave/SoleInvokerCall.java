package io.hotroute.weave;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Makes {@code invoker.invoke(invocation)} in Dubbo's proxies a call of what {@link io.hotroute.bootstrap.Gate#invokerFor}
 * returns for both.
 *
 * <p>Not an advice: the call stands in the middle of a method, and an advice on what is called would be passed by every filter
 * of every call. Without a branch, so that the method's stack map frames stay as they are.
 */
final class SoleInvokerCall implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {

    private static final String GATE = "io/hotroute/bootstrap/Gate";
    private static final String INVOKER = "org/apache/dubbo/rpc/Invoker";
    private static final String INVOKE = "(Lorg/apache/dubbo/rpc/Invocation;)Lorg/apache/dubbo/rpc/Result;";
    private static final String INVOKER_FOR =
            "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;";

    private SoleInvokerCall() {}

    static AsmVisitorWrapper visitor() {
        return new AsmVisitorWrapper.ForDeclaredMethods()
                .writerFlags(ClassWriter.COMPUTE_MAXS)
                .method(ElementMatchers.named("invoke").and(ElementMatchers.takesArguments(3)), new SoleInvokerCall());
    }

    @Override
    public MethodVisitor wrap(
            TypeDescription type,
            MethodDescription method,
            MethodVisitor visitor,
            Implementation.Context context,
            TypePool pool,
            int writerFlags,
            int readerFlags) {
        return new MethodVisitor(OpenedClassReader.ASM_API, visitor) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                boolean isIt = owner.equals(INVOKER) && name.equals("invoke") && descriptor.equals(INVOKE);
                if (isIt) {
                    // invoker, invocation -> invoker, what to call, invocation
                    super.visitInsn(Opcodes.DUP2);
                    super.visitLdcInsn(Type.getObjectType(Weaver.WOVEN_CLASS.replace('.', '/')));
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, GATE, "invokerFor", INVOKER_FOR, false);
                    super.visitTypeInsn(Opcodes.CHECKCAST, INVOKER);
                    super.visitInsn(Opcodes.SWAP);
                }
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                if (isIt) {
                    // invoker, result -> result
                    super.visitInsn(Opcodes.SWAP);
                    super.visitInsn(Opcodes.POP);
                }
            }
        };
    }
}
