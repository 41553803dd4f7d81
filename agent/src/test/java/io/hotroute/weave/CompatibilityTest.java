package io.hotroute.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

    private static final String DUBBO = "org/apache/dubbo/";
    private static final Path GLUE = Paths.get("target/classes/io/hotroute/dubbo");

    private final Compatibility compatibility = Compatibility.load();

    @Test
    void everyMemberOfDubboThatTheGlueUsesIsInTheTable() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(GLUE)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(file -> collect(file, used));
        }
        Set<String> listed =
                compatibility.members().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).hasSizeGreaterThan(20);
        assertThat(listed).containsAll(used);
    }

    @Test
    void theTableListsNothingThatTheGlueDoesNotUse() throws IOException {
        StringBuilder glue = new StringBuilder();
        try (Stream<Path> files = Files.list(GLUE)) {
            files.forEach(file -> glue.append(constants(file)));
        }
        assertThat(compatibility.members())
                .filteredOn(member -> !isNamedIn(glue.toString(), member))
                .isEmpty();
    }

    private static boolean isNamedIn(String glue, Compatibility.Member member) {
        return member.method != null
                ? glue.contains(member.method)
                : glue.contains(member.type) || glue.contains(member.type.replace('.', '/'));
    }

    @Test
    void theOldestLineHasAllOfIt() {
        assertThat(compatibility.missing(
                        ClassFileLocator.ForClassLoader.of(getClass().getClassLoader())))
                .isEmpty();
    }

    @Test
    void aDubboThatLacksAMemberIsNamedByIt() {
        ClassFileLocator nothing = ClassFileLocator.NoOp.INSTANCE;

        assertThat(compatibility.missing(nothing))
                .extracting(Object::toString)
                .contains("org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker.isAvailable()Z");
    }

    private static String constants(Path classFile) {
        try {
            return new String(Files.readAllBytes(classFile), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Path classFile, Set<String> used) {
        try {
            new ClassReader(Files.readAllBytes(classFile)).accept(new Collector(used), ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects what a class links to at run time. Generic signatures and constants that javac copied do not count. */
    private static final class Collector extends ClassVisitor {
        private final Set<String> used;

        Collector(Set<String> used) {
            super(Opcodes.ASM9);
            this.used = used;
        }

        private void type(String internalName) {
            Type type = Type.getObjectType(internalName);
            while (type.getSort() == Type.ARRAY) {
                type = type.getElementType();
            }
            if (type.getSort() == Type.OBJECT && type.getInternalName().startsWith(DUBBO)) {
                used.add(type.getClassName());
            }
        }

        private void member(String owner, String name, String descriptor) {
            if (owner.startsWith(DUBBO)) {
                used.add(owner.replace('/', '.') + "." + name + descriptor);
            }
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            type(parent);
            for (String each : interfaces) {
                type(each);
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isItf) {
                    member(owner, name, descriptor);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    member(owner, name, descriptor);
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    type(type);
                }

                @Override
                public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
                    if (type != null) {
                        type(type);
                    }
                }

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof Type && ((Type) value).getSort() == Type.OBJECT) {
                        type(((Type) value).getInternalName());
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String name, String descriptor, Handle factory, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle) {
                            Handle handle = (Handle) argument;
                            member(handle.getOwner(), handle.getName(), handle.getDesc());
                        }
                    }
                }
            };
        }
    }
}
