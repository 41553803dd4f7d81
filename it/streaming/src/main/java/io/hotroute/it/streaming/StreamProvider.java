package io.hotroute.it.streaming;

import java.io.IOException;
import java.net.ServerSocket;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Provider process of {@link StreamService} and {@link Greeter} by triple, in the version of {@code -Dsample.version}. */
public final class StreamProvider implements StreamService {

    private final String version;

    private StreamProvider(String version) {
        this.version = version;
    }

    public static void main(String[] args) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String version = System.getProperty("sample.version");
        ApplicationConfig application = new ApplicationConfig("stream-provider");
        application.setQosEnable(false);
        DubboBootstrap.getInstance()
                .application(application)
                .registry(new RegistryConfig(System.getProperty("sample.registry")))
                .protocol(new ProtocolConfig("tri", port))
                .service(service(StreamService.class, new StreamProvider(version), version))
                .service(service(Greeter.class, new VersionedGreeter(version), version))
                .start();
        System.out.println("READY " + port);
        while (System.in.read() >= 0) {
            // Until the test ends.
        }
        System.exit(0);
    }

    private static <T> ServiceConfig<T> service(Class<T> type, T implementation, String version) {
        ServiceConfig<T> service = new ServiceConfig<>();
        service.setInterface(type);
        service.setVersion(version);
        service.setRef(implementation);
        return service;
    }

    @Override
    public String unary(String message) {
        return version + " " + message;
    }

    @Override
    public void server(String message, StreamObserver<String> answers) {
        for (int i = 0; i < 3; i++) {
            answers.onNext(version + " " + message);
        }
        answers.onCompleted();
    }

    @Override
    public StreamObserver<String> both(StreamObserver<String> answers) {
        return new StreamObserver<String>() {
            @Override
            public void onNext(String message) {
                answers.onNext(version + " " + message);
            }

            @Override
            public void onError(Throwable failure) {
                answers.onError(failure);
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }
}
