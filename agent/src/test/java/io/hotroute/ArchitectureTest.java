package io.hotroute;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms, and all that each of them may name. */
class ArchitectureTest {

    private static final String ROOT = "io.hotroute";

    /** A room's own classes and {@code java.*} are always allowed; a name stands for its sub-packages too. */
    private static final Map<String, List<String>> ALLOWED = new TreeMap<>(Map.ofEntries(
            entry("rule", "org.yaml.snakeyaml"),
            entry("route", "io.hotroute.rule"),
            entry("latency", "org.HdrHistogram"),
            entry("degrade", "io.hotroute.rule", "io.hotroute.latency"),
            entry("rollout", "io.hotroute.rule", "io.hotroute.latency"),
            entry("shadow", "io.hotroute.rule", "io.hotroute.latency", "org.jctools", "com.sun.management"),
            entry("drill", "io.hotroute.rule", "io.hotroute.latency", "io.hotroute.degrade"),
            entry(
                    "upgrade",
                    "io.hotroute.rule",
                    "io.hotroute.route",
                    "io.hotroute.latency",
                    "io.hotroute.degrade",
                    "io.hotroute.rollout",
                    "io.hotroute.shadow",
                    "io.hotroute.drill"),
            entry("launch", "io.hotroute.bootstrap"),
            entry(
                    "weave",
                    "io.hotroute.rule",
                    "io.hotroute.route",
                    "io.hotroute.upgrade",
                    "io.hotroute.launch",
                    "io.hotroute.bootstrap",
                    "net.bytebuddy"),
            entry(
                    "dubbo",
                    "io.hotroute.rule",
                    "io.hotroute.route",
                    "io.hotroute.latency",
                    "io.hotroute.degrade",
                    "io.hotroute.rollout",
                    "io.hotroute.shadow",
                    "io.hotroute.drill",
                    "io.hotroute.upgrade",
                    "io.hotroute.weave",
                    "io.hotroute.launch",
                    "io.hotroute.bootstrap",
                    "org.apache.dubbo"),
            entry(
                    "control",
                    "io.hotroute.rule",
                    "io.hotroute.route",
                    "io.hotroute.latency",
                    "io.hotroute.degrade",
                    "io.hotroute.rollout",
                    "io.hotroute.shadow",
                    "io.hotroute.drill",
                    "io.hotroute.upgrade",
                    "io.hotroute.weave",
                    "io.hotroute.launch",
                    "io.hotroute.bootstrap",
                    "javax.management"),
            entry(
                    "cli",
                    "io.hotroute.rule",
                    "io.hotroute.launch",
                    "io.hotroute.control",
                    "javax.management",
                    "com.sun.tools.attach",
                    "sun.tools.attach",
                    "picocli")));

    private static final List<String> COMPOSITION_ROOT = List.of(
            "io.hotroute.rule",
            "io.hotroute.route",
            "io.hotroute.upgrade",
            "io.hotroute.weave",
            "io.hotroute.launch",
            "io.hotroute.control",
            "io.hotroute.bootstrap");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(ROOT);

    private static Map.Entry<String, List<String>> entry(String room, String... allowed) {
        return Map.entry(room, List.of(allowed));
    }

    static Set<String> rooms() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackageName().equals(ROOT) && !isIn(type, ROOT + ".bootstrap")) {
                rooms.add(type.getPackageName().split("\\.")[2]);
            }
        }
        return rooms;
    }

    private static boolean isIn(JavaClass type, String folder) {
        return (type.getPackageName() + ".").startsWith(folder + ".");
    }

    private static ArchRule namesOnly(String room, List<String> allowed) {
        return classes()
                .that(describe("are in " + room, type -> isIn(type, room)))
                .should()
                .onlyDependOnClassesThat(describe("are in java or " + allowed, type -> {
                    JavaClass base = type.getBaseComponentType();
                    return base.isPrimitive()
                            || isIn(base, "java")
                            || isIn(base, room)
                            || allowed.stream().anyMatch(folder -> isIn(base, folder));
                }));
    }

    @Test
    void everyRoomHasItsLineInTheTable() {
        assertThat(rooms())
                .contains(
                        "rule", "route", "latency", "degrade", "rollout", "shadow", "drill", "launch", "weave", "dubbo",
                        "control");
        assertThat(ALLOWED.keySet()).containsAll(rooms());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomNamesOnlyWhatTheTableAllows(String room) {
        namesOnly(ROOT + "." + room, ALLOWED.get(room)).check(CLASSES);
    }

    @Test
    void theCompositionRootNamesTheRoomsAndNoLibrary() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyDependOnClassesThat(describe(
                        "are in java or " + COMPOSITION_ROOT,
                        type -> isIn(type, "java")
                                || type.getPackageName().equals(ROOT)
                                || COMPOSITION_ROOT.stream().anyMatch(folder -> isIn(type, folder))))
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheRoomsThatTheTableNamesKnowALibrary() {
        Map<String, Set<String>> owners = Map.of(
                "org.apache.dubbo", Set.of("dubbo"),
                "net.bytebuddy", Set.of("weave"),
                "org.yaml.snakeyaml", Set.of("rule"),
                "org.HdrHistogram", Set.of("latency"),
                "org.jctools", Set.of("shadow"),
                "com.sun.management", Set.of("shadow"),
                "javax.management", Set.of("control", "cli"),
                "picocli", Set.of("cli"));
        owners.forEach((library, rooms) -> assertThat(ALLOWED.entrySet().stream()
                        .filter(line -> line.getValue().contains(library))
                        .map(Map.Entry::getKey))
                .as(library)
                .containsExactlyInAnyOrderElementsOf(rooms));
    }

    @Test
    void nothingNamesTheCommandLine() {
        assertThat(Stream.concat(ALLOWED.values().stream(), Stream.of(COMPOSITION_ROOT)))
                .noneMatch(allowed -> allowed.contains("io.hotroute.cli"));
    }

    /** Each entry that a room does use is needed: without it, the check fails. */
    @ParameterizedTest
    @MethodSource("rooms")
    void theTableCanFail(String room) {
        String folder = ROOT + "." + room;
        for (String library : List.of(
                "org.apache.dubbo",
                "net.bytebuddy",
                "org.yaml.snakeyaml",
                "org.HdrHistogram",
                "org.jctools",
                "javax.management")) {
            if (ALLOWED.get(room).contains(library) && !room.equals("cli")) {
                List<String> less = ALLOWED.get(room).stream()
                        .filter(allowed -> !allowed.equals(library))
                        .toList();
                assertThatThrownBy(() -> namesOnly(folder, less).check(CLASSES))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining(library);
            }
        }
    }
}
