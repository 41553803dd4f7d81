package io.hotroute.it.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Provider process: exports {@link OrderService} with the version, group, port and token of the {@code sample.*}
 * properties, prints {@code READY <port>}, answers the line {@code calls} and runs until its standard input ends.
 */
public final class OrderProvider {

    static final String RESPONSE_ATTACHMENT = "served-by";

    private OrderProvider() {}

    public static void main(String[] args) throws IOException {
        String version = SampleConfig.get("version", "1.0.0");
        int port = SampleConfig.get("port", 0);
        if (port == 0) {
            port = freePort();
        }
        DefaultOrderService service = new DefaultOrderService(version, port);
        export(service, version, port);
        System.out.println("READY " + port);
        answer(service);
        System.exit(0);
    }

    private static void export(OrderService service, String version, int port) {
        ServiceConfig<OrderService> config = new ServiceConfig<>();
        config.setInterface(OrderService.class);
        config.setRef(service);
        config.setVersion(version);
        config.setGroup(SampleConfig.get("group", null));
        config.setToken(SampleConfig.get("token", null));
        config.setTag(SampleConfig.get("tag", null));
        String region = SampleConfig.get("region", null);
        if (region != null) {
            config.setParameters(new HashMap<>(Collections.singletonMap("region", region)));
        }
        DubboBootstrap.getInstance()
                .application(SampleConfig.application("order-provider"))
                .registry(SampleConfig.registry())
                .protocol(new ProtocolConfig("dubbo", port))
                .service(config)
                .start();
    }

    private static void answer(DefaultOrderService service) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println("RESULT " + (line.equals("calls") ? service.calls() : "-1"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
