package io.hotroute.dubbo;

import static io.hotroute.weave.CheckResult.Verdict.FAIL;
import static io.hotroute.weave.CheckResult.Verdict.PASS;
import static io.hotroute.weave.CheckResult.Verdict.WARN;

import io.hotroute.weave.CheckResult;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Compares the types of an interface's methods with those in a provider's service definition. Stateless. */
final class TypeCheck {

    static final String ITEM = "types";

    private TypeCheck() {}

    static CheckResult notKnown(String reference, String why) {
        return new CheckResult(reference, ITEM, PASS, "not known: " + why, "");
    }

    /** @param provided the candidate's; not empty */
    static CheckResult compare(String reference, Class<?> consumers, List<MethodTypes> provided) {
        List<String> differing = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        int methods = 0;
        for (Method method : consumers.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            methods++;
            MethodTypes wanted = MethodTypes.of(method);
            List<MethodTypes> sameName = named(wanted.name(), provided);
            if (sameName.isEmpty()) {
                removed.add(wanted.toString());
            } else if (!isAmong(wanted, sameName)) {
                differing.add(wanted + ", there " + sameName);
            }
        }
        if (!differing.isEmpty()) {
            return new CheckResult(
                    reference,
                    ITEM,
                    FAIL,
                    "differ: " + String.join("; ", differing),
                    "calls of these would fail: exclude them by route.methods, or make the candidate take the old types");
        }
        return removed.isEmpty()
                ? new CheckResult(reference, ITEM, PASS, "those of all " + methods + " methods", "")
                : new CheckResult(
                        reference,
                        ITEM,
                        WARN,
                        "removed: " + String.join("; ", removed),
                        "exclude them by route.methods");
    }

    private static List<MethodTypes> named(String name, List<MethodTypes> provided) {
        List<MethodTypes> named = new ArrayList<>();
        for (MethodTypes each : provided) {
            if (each.name().equals(name)) {
                named.add(each);
            }
        }
        return named;
    }

    private static boolean isAmong(MethodTypes wanted, List<MethodTypes> provided) {
        for (MethodTypes each : provided) {
            if (each.isSameAs(wanted)) {
                return true;
            }
        }
        return false;
    }
}
