package io.hotroute.it.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A supported line of Dubbo: the class path and the JVM flags with which an application of that line runs. */
public enum DubboLine {
    V2_7("2.7", Flags.OPENS),
    V3_0("3.0", Flags.OPENS),
    V3_1("3.1", Flags.OPENS),
    V3_2("3.2", Flags.OPENS),
    V3_3("3.3", Flags.PREFERRED_JSON);

    private final String line;
    private final List<String> jvmFlags;

    DubboLine(String line, List<String> jvmFlags) {
        this.line = line;
        this.jvmFlags = jvmFlags;
    }

    /** The exact version under test, such as {@code 3.2.19}. */
    public String version() {
        return dubboClassPath().stream()
                .map(entry -> entry.getFileName().toString())
                .filter(name -> name.matches("dubbo-[0-9.]+\\.jar"))
                .map(name -> name.replaceAll("dubbo-|\\.jar", ""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Dubbo in the class path of line " + line));
    }

    /** Everything a sample application of this line needs. */
    public List<Path> classPath() {
        List<Path> classPath = new ArrayList<>();
        classPath.add(Checkout.built("it/samples/target/hotroute-it-samples-0.1.0-SNAPSHOT.jar"));
        classPath.addAll(Checkout.classPath("it/samples/target/classpath"));
        classPath.addAll(dubboClassPath());
        return List.copyOf(classPath);
    }

    /** Spring as 2.7 brings it; later lines leave it to the application. */
    public List<Path> springClassPath() {
        return V2_7.dubboClassPath().stream()
                .filter(entry -> entry.getFileName().toString().startsWith("spring-"))
                .toList();
    }

    /** What an application with a Nacos registry has besides: the client that goes with the line. */
    public List<Path> nacosClassPath() {
        return Checkout.classPath("it/lines/dubbo-" + line + "/target/nacos-classpath");
    }

    /** What an application with the rest protocol has besides; nothing on 3.3, which has no references by rest. */
    public List<Path> restClassPath() {
        return switch (this) {
            case V2_7, V3_0, V3_1 -> Checkout.classPath("it/lines/rest-2.7/target/classpath");
            case V3_2 -> Checkout.classPath("it/lines/rest-3.2/target/classpath");
            case V3_3 -> List.of();
        };
    }

    /** The sample consumer as Spring Boot packages it, of a line for which there is one. */
    public Path springBootJar() {
        return Checkout.built("it/spring-boot/dubbo-" + line + "/target/spring-boot-consumer-executable.jar");
    }

    /** What the line itself needs on a JDK of today, with or without the agent. */
    public List<String> jvmFlags() {
        return jvmFlags;
    }

    @Override
    public String toString() {
        return "Dubbo " + line;
    }

    private List<Path> dubboClassPath() {
        return Checkout.classPath("it/lines/dubbo-" + line + "/target/classpath");
    }

    private static final class Flags {

        /**
         * Up to 3.2, Hessian reads and writes fields of exceptions and numbers by reflection; the Javassist of 2.7
         * defines classes that way.
         */
        static final List<String> OPENS =
                List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.math=ALL-UNNAMED");

        /** 3.3 otherwise also tries Fastjson 1, and fails on JDK 25 because that is not in its class path. */
        static final List<String> PREFERRED_JSON = List.of("-Ddubbo.json-framework.prefer=fastjson2");
    }
}
