package io.hotroute.it.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Provider process with many services: {@link KindsService} or another interface once for each of {@code -Dsample.exports}, which are separated
 * by semicolons and consist of {@link Settings} separated by spaces. It prints {@code READY <port>}, answers the lines
 * {@code attempts <version> <key>}, {@code behave <group> <behaviour>}, {@code calls <group>}, {@code seen <group>} and {@code
 * arguments <group> users|shadows}, and runs until its standard input ends.
 */
public final class KindsProvider {

    /** One port for each protocol. */
    private static final Map<String, Integer> PORTS = new HashMap<>();

    private KindsProvider() {}

    public static void main(String[] args) throws Exception {
        int port = port("dubbo");
        DubboBootstrap bootstrap = DubboBootstrap.getInstance()
                .application(SampleConfig.application("kinds-provider"))
                .registry(SampleConfig.registry("first"));
        for (String export : SampleConfig.get("exports", "version=1.0.0").split(";")) {
            bootstrap.service(service(Settings.of(export.trim().split(" +"))));
        }
        bootstrap.start();
        System.out.println("READY " + port);
        answer();
        System.exit(0);
    }

    static ServiceConfig<Object> service(Settings settings) throws ReflectiveOperationException, IOException {
        String protocol = settings.take("protocol", "dubbo");
        int port = port(protocol);
        String group = settings.take("group", null);
        String version = settings.take("version", null);
        Class<?> type = settings.type();
        ServiceConfig<Object> config = new ServiceConfig<>();
        // 2.7 takes services without an id for one and the same.
        config.setId(type.getSimpleName() + ":" + group + ":" + version);
        config.setInterface(type);
        config.setRef(implementation(type, group, version, port, settings));
        config.setGroup(group);
        config.setVersion(version);
        config.setProtocol(protocol(protocol, port));
        settings.applyTo(config, Collections.emptyList());
        return config;
    }

    /** Where the machine stands still for a moment, calls pile up: by default Dubbo refuses those beyond 200. */
    private static ProtocolConfig protocol(String name, int port) {
        ProtocolConfig config = new ProtocolConfig(name, port);
        config.setThreadpool("cached");
        return config;
    }

    private static Object implementation(Class<?> type, String group, String version, int port, Settings settings) {
        if (type == ProductService.class) {
            return new DefaultProductService(settings.take("variant", "usual"));
        }
        KindsService service = new DefaultKindsService(group, version, port);
        return type == RestService.class ? new DefaultRestService(service) : service;
    }

    private static void answer() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println("RESULT " + answer(line.split(" ", 3)));
        }
    }

    private static String answer(String[] words) {
        switch (words[0]) {
            case "behave":
                BehaviourFilter.behave(words[1], words[2]);
                return "{}";
            case "calls":
                return Json.write(BehaviourFilter.calls(words[1]));
            case "seen":
                return Json.write(WitnessFilter.seen(words[1]));
            case "arguments":
                return Json.write(WitnessFilter.arguments(words[1], words[2].equals("shadows")));
            default:
                return String.valueOf(BreakingFilter.attempts(words[1], words[2]));
        }
    }

    private static int port(String protocol) throws IOException {
        if (!PORTS.containsKey(protocol)) {
            try (ServerSocket socket = new ServerSocket(0)) {
                PORTS.put(protocol, socket.getLocalPort());
            }
        }
        return PORTS.get(protocol);
    }
}
