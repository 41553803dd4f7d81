package io.hotroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.launch.IsolatedClassLoader;
import io.hotroute.rule.RuleParser;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged jar; runs after packaging. */
@Timeout(60)
class AgentJarTest {

    private static final File JAR = new File(System.getProperty("hotroute.jar", "target/hotroute-agent.jar"));
    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_8 = 52;

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        assertThat(JAR).isFile();
        jar = new JarFile(JAR);
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    private List<String> names() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private static int major(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        assertThat(in.readInt()).isEqualTo(MAGIC);
        in.readUnsignedShort();
        return in.readUnsignedShort();
    }

    @Test
    void theRootHoldsTheLauncherAndNothingElseThatAScannerWouldSee() {
        String launcher = "io/hotroute/launch/(Launcher|IsolatedClassLoader)(\\$\\w+)?\\.class";

        assertThat(names().stream().filter(name -> !name.startsWith("hotroute/") && !name.startsWith("META-INF/")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(name -> name.matches(launcher));
        assertThat(names().stream().filter(name -> name.endsWith(".class"))).allMatch(name -> name.matches(launcher));
        assertThat(names()).doesNotHaveDuplicates();
    }

    @Test
    void ourClassesAreForJava8AndLibrariesForNoLaterOne() throws IOException {
        int ours = 0;
        for (String name : names()) {
            if (name.endsWith(".class") || name.endsWith(".classdata")) {
                try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
                    int major = major(in);
                    if (name.contains("io/hotroute/")) {
                        ours++;
                        assertThat(major).as(name).isEqualTo(JAVA_8);
                    } else {
                        assertThat(major).as(name).isLessThanOrEqualTo(JAVA_8);
                    }
                }
            }
        }
        assertThat(ours).isGreaterThan(40);
    }

    @Test
    void librariesLeftNoMetadataAndNoModuleBehind() {
        assertThat(names())
                .noneMatch(name -> name.contains("META-INF/versions/") || name.contains("module-info"))
                .noneMatch(name -> name.startsWith("hotroute/META-INF/"));
        assertThat(names().stream().filter(name -> name.startsWith("META-INF/")))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/LICENSE");
    }

    @Test
    void onlyWhatTheAgentNeedsIsInIt() {
        assertThat(names().stream()
                        .filter(name -> name.startsWith("hotroute/") && !name.equals("hotroute/bootstrap.jar")))
                .allMatch(
                        name -> name.matches(
                                "hotroute/(io/hotroute|net/bytebuddy|org/yaml/snakeyaml|picocli|org/HdrHistogram|org/jctools)/.*"));
        assertThat(names()).noneMatch(name -> name.contains("org/apache/dubbo"));
    }

    @Test
    void theManifestOpensAllThreeDoors() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        for (String door : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
            assertThat(manifest.getValue(door)).as(door).isEqualTo("io.hotroute.launch.Launcher");
        }
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        assertThat(manifest.getValue("Class-Path")).isNull();
    }

    @Test
    void theBootClassesAreAJarOfTheirOwnAndNowhereElse() throws IOException {
        List<String> classes = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(jar.getInputStream(jar.getEntry("hotroute/bootstrap.jar")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("package-info.class")) {
                    classes.add(entry.getName());
                    assertThat(major(zip)).as(entry.getName()).isEqualTo(JAVA_8);
                }
            }
        }
        assertThat(classes)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(6)
                .allMatch(name -> name.matches("io/hotroute/bootstrap/\\w+\\.class"));
        assertThat(names()).noneMatch(name -> name.contains("io/hotroute/bootstrap/"));
    }

    @Test
    void theIsolatedLoaderLoadsTheAgentApartFromTheApplication() throws Exception {
        try (IsolatedClassLoader loader = new IsolatedClassLoader(JAR)) {
            Class<?> parser = loader.loadClass(RuleParser.class.getName());

            assertThat(parser).isNotEqualTo(RuleParser.class);
            assertThat(parser.getClassLoader()).isSameAs(loader);
            assertThat(loader.loadClass(RuleParser.class.getName())).isSameAs(parser);
            assertThat(loader.loadClass("org.yaml.snakeyaml.Yaml").getClassLoader())
                    .isSameAs(loader);
            assertThat(loader.loadClass("java.lang.String")).isSameAs(String.class);
        }
    }

    @Test
    void aRuleIsReadByTheIsolatedYamlLibrary() throws Exception {
        String text =
                "configVersion: v1\nkey: a.B\nbaseline: {version: 1}\ncandidate: {version: 2}\nroute: {weight: 5}\n";
        try (IsolatedClassLoader loader = new IsolatedClassLoader(JAR)) {
            Class<?> parser = loader.loadClass(RuleParser.class.getName());
            Object rules = parser.getMethod("parse", String.class).invoke(null, text);

            assertThat(rules.getClass().getMethod("rules").invoke(rules)).hasToString("[a.B:1 -> 2 5%]");
            assertThatThrownBy(() -> parser.getMethod("parse", String.class).invoke(null, "[]"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .satisfies(refused ->
                            assertThat(refused.getClass().getClassLoader()).isSameAs(loader));
        }
    }

    @Test
    void aClassFileIsFoundAsAResourceUnderItsUsualName() throws Exception {
        String name = "io/hotroute/rule/RuleParser.class";
        try (IsolatedClassLoader loader = new IsolatedClassLoader(JAR)) {
            URL url = loader.getResource(name);

            assertThat(url.toString()).endsWith("!/hotroute/io/hotroute/rule/RuleParser.classdata");
            assertThat(Collections.list(loader.getResources(name))).containsExactly(url);
            try (InputStream in = loader.getResourceAsStream(name)) {
                assertThat(major(in)).isEqualTo(JAVA_8);
            }
            try (InputStream in = loader.getResourceAsStream("io/hotroute/version.properties")) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .doesNotContain("${");
            }
            assertThat(loader.getResource("no/such/Thing.class")).isNull();
            assertThat(loader.getResourceAsStream("no/such/Thing.class")).isNull();
        }
    }

    @Test
    void theApplicationIsInvisible() throws Exception {
        try (IsolatedClassLoader loader = new IsolatedClassLoader(JAR)) {
            for (String name : List.of(
                    AgentJarTest.class.getName(),
                    "org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker",
                    "org.junit.jupiter.api.Test",
                    "io.hotroute.launch.Launcher",
                    "io.hotroute.bootstrap.Gate")) {
                assertThatThrownBy(() -> loader.loadClass(name)).as(name).isInstanceOf(ClassNotFoundException.class);
            }
            assertThat(loader.getResource("org/junit/jupiter/api/Test.class")).isNull();
        }
    }

    @Test
    void classesThatAreLoadedGoOnWorkingAfterTheLoaderWasClosed() throws Exception {
        IsolatedClassLoader loader = new IsolatedClassLoader(JAR);
        Method ofPercent =
                Class.forName("io.hotroute.rule.Weight", true, loader).getMethod("ofPercent", String.class);
        loader.close();

        assertThat(ofPercent.invoke(null, "12.34")).hasToString("12.34");
        assertThat(loader.loadClass("java.util.concurrent.Phaser")).isSameAs(Phaser.class);
        assertThat(loader.getResourceAsStream("io/hotroute/version.properties")).isNull();
        assertThatThrownBy(() -> loader.loadClass("io.hotroute.rule.RuleParser"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
