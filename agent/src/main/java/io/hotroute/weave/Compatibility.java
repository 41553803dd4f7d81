package io.hotroute.weave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * The compatibility table: every member of Dubbo that the glue uses, checked against a Dubbo's class files before anything
 * of it is touched. No class of the application is loaded for it. (OpenTelemetry calls the idea muzzle.)
 *
 * <p>Immutable and thread-safe. The table is the resource {@code compatibility.txt}; a test holds it against the glue's
 * constant pool.
 */
final class Compatibility {

    static final String TABLE = "compatibility.txt";

    private final List<Member> members;

    private Compatibility(List<Member> members) {
        this.members = members;
    }

    static Compatibility load() {
        List<Member> members = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Compatibility.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String text = line.trim();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    members.add(Member.parse(text));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + TABLE, e);
        }
        return new Compatibility(Collections.unmodifiableList(members));
    }

    List<Member> members() {
        return members;
    }

    /** @return what the Dubbo behind the locator lacks; empty if it is compatible */
    List<Member> missing(ClassFileLocator dubbo) {
        TypePool pool = TypePool.Default.of(dubbo);
        boolean threeOrLater = isThreeOrLater(pool);
        List<Member> missing = new ArrayList<>();
        for (Member member : members) {
            if (member.appliesTo(threeOrLater) && !member.isIn(pool)) {
                missing.add(member);
            }
        }
        return missing;
    }

    static boolean isThreeOrLater(TypePool dubbo) {
        return dubbo.describe("org.apache.dubbo.rpc.model.ScopeModel").isResolved();
    }

    /** A line of the table: which lines of Dubbo, the type, and the method with its descriptor (none: the type alone). */
    static final class Member {
        private final String lines;
        final String type;
        final String method;
        final String descriptor;

        private Member(String lines, String type, String method, String descriptor) {
            this.lines = lines;
            this.type = type;
            this.method = method;
            this.descriptor = descriptor;
        }

        static Member parse(String line) {
            String[] parts = line.split("\\s+");
            if (parts.length == 2) {
                return new Member(parts[0], parts[1], null, null);
            }
            int paren = parts[2].indexOf('(');
            return new Member(parts[0], parts[1], parts[2].substring(0, paren), parts[2].substring(paren));
        }

        boolean appliesTo(boolean threeOrLater) {
            return lines.equals("all") || lines.equals(threeOrLater ? "3" : "2");
        }

        boolean isIn(TypePool pool) {
            TypePool.Resolution resolution = pool.describe(type);
            return resolution.isResolved() && (method == null || declares(resolution.resolve()));
        }

        private boolean declares(TypeDescription description) {
            for (MethodDescription found :
                    description.getDeclaredMethods().filter(ElementMatchers.hasMethodName(method))) {
                // Reflective members are listed without a return type, as that differs between lines.
                if (found.getDescriptor().equals(descriptor)
                        || descriptor.endsWith(")") && found.getDescriptor().startsWith(descriptor)) {
                    return true;
                }
            }
            TypeDefinition parent = description.getSuperClass();
            if (parent != null && declares(parent.asErasure())) {
                return true;
            }
            for (TypeDefinition type : description.getInterfaces()) {
                if (declares(type.asErasure())) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return method == null ? type : type + "." + method + descriptor;
        }
    }
}
