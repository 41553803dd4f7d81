package io.hotroute.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where sample applications run: on one Dubbo line and JDK, at one registry. Immutable.
 *
 * <p>Whatever else a test wants of an application, it adds to the command line: system properties {@code sample.*} (see
 * the sample applications), the agent, flags.
 *
 * @param registry the registry's address as Dubbo's configuration wants it
 */
public record SampleSite(DubboLine line, Jdk jdk, String registry) {

    /** Starts a provider of this version and waits until it is exported. */
    public Provider provider(String version) {
        return provider(version, UnaryOperator.identity());
    }

    public Provider provider(String version, UnaryOperator<ForkedJvm.Builder> more) {
        return Provider.await(more.apply(jvm("OrderProvider").property("sample.version", version))
                .start());
    }

    /** Starts a consumer pinned to version 1.0.0 and waits until a provider has answered it. */
    public Consumer consumer() {
        return consumer(UnaryOperator.identity());
    }

    public Consumer consumer(UnaryOperator<ForkedJvm.Builder> more) {
        return Consumer.await(more.apply(jvm("OrderConsumer")).start());
    }

    /** Starts a consumer whose reference is declared in Spring's XML. */
    public Consumer xmlConsumer(UnaryOperator<ForkedJvm.Builder> more) {
        return Consumer.await(
                more.apply(jvm("XmlConsumer").classPath(line.springClassPath())).start());
    }

    /** Starts a Spring Boot consumer by {@code java -jar}; its references are annotated fields. */
    public Consumer springBootConsumer(UnaryOperator<ForkedJvm.Builder> more) {
        return Consumer.await(more.apply(configured(ForkedJvm.executable(jdk, line.springBootJar())))
                .start());
    }

    /** Starts a process with many services; {@code exports} as the sample {@code KindsProvider} wants it. */
    public ForkedJvm startKindsProvider(String exports, UnaryOperator<ForkedJvm.Builder> more) {
        return more.apply(jvm("KindsProvider").property("sample.exports", exports))
                .start();
    }

    /** Starts a process that makes references of any kind. */
    public ForkedJvm startKindsConsumer(UnaryOperator<ForkedJvm.Builder> more) {
        return more.apply(jvm("KindsConsumer")).start();
    }

    /** Starts a container of applications with a Dubbo of their own each, and with none itself. */
    public ForkedJvm startClassLoaders(UnaryOperator<ForkedJvm.Builder> more) {
        String classPath =
                line.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return more.apply(bare("io.hotroute.it.samples.ClassLoaders")
                        .classPath(List.of(Checkout.built("it/samples/target/classes")))
                        .property("sample.classpath", classPath))
                .start();
    }

    /** Starts one of the streaming applications, {@code StreamProvider} or {@code StreamConsumer}. */
    public ForkedJvm startStreaming(String main, UnaryOperator<ForkedJvm.Builder> more) {
        return more.apply(application("io.hotroute.it.streaming." + main)
                        .classPath(List.of(Checkout.built("it/streaming/target/classes"))))
                .start();
    }

    private ForkedJvm.Builder jvm(String main) {
        return application("io.hotroute.it.samples." + main);
    }

    private ForkedJvm.Builder application(String mainClass) {
        ForkedJvm.Builder application = bare(mainClass).classPath(line.classPath());
        return registry.startsWith("nacos:") ? application.classPath(line.nacosClassPath()) : application;
    }

    private ForkedJvm.Builder bare(String mainClass) {
        return configured(ForkedJvm.builder(jdk, mainClass));
    }

    private ForkedJvm.Builder configured(ForkedJvm.Builder jvm) {
        return jvm.flags(line.jvmFlags())
                .property("user.home", home())
                .property("dubbo.application.metadata-service-port", freePort())
                .property("sample.registry", registry)
                .property("zookeeper.sasl.client", false)
                .property("dubbo.application.logger", "slf4j")
                .property("dubbo.service.shutdown.wait", 100)
                .property("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    }

    /** Dubbo caches addresses and metadata in the user's home: those of no other JVM, and not those of a user's Dubbo. */
    private static Path home() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Checkout.root().resolve("it/harness/target/home")), "jvm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Dubbo otherwise looks for a free port from 20880 on. Of two JVMs that start at once one finds it taken when it binds
     * it; 3.1 and 3.2 then register without the service by which consumers learn what a provider exports.
     */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
