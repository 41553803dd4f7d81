package io.hotroute.it.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.dubbo.common.utils.NetUtils;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.GenericService;

/**
 * The commands of the consumer, one per line; each is answered with one line {@code RESULT <json>}.
 *
 * <ul>
 *   <li>{@code burst <calls> [threads] [sync|async|mixed]}: the statistics of that many calls
 *   <li>{@code traffic start <calls per second> [threads] [mode]}, {@code traffic stats}: statistics since the last
 *       {@code stats}, {@code traffic stop}: statistics of everything between
 *   <li>{@code transcript}: see {@link Transcript}
 *   <li>{@code address}: this consumer's, as Dubbo registers it
 *   <li>{@code exit}
 * </ul>
 */
public final class ConsumerCommands {

    private final OrderService service;
    private final Supplier<GenericService> genericService;
    private Traffic traffic;

    /** Of an application without a generic reference: it has no transcript. */
    public ConsumerCommands(OrderService service) {
        this(service, () -> {
            throw new UnsupportedOperationException("no generic reference");
        });
    }

    ConsumerCommands(OrderService service, Supplier<GenericService> genericService) {
        this.service = service;
        this.genericService = genericService;
    }

    /** Obeys until {@code exit} or the end of the input. */
    public void run(InputStream commands, PrintStream answers) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            answers.println("RESULT " + answer(line.trim().split(" +")));
        }
    }

    String answer(String[] words) {
        try {
            switch (words[0]) {
                case "burst":
                    return Burst.run(service, Long.parseLong(words[1]), threads(words, 2), mode(words, 3))
                            .toJson();
                case "traffic":
                    return traffic(words);
                case "transcript":
                    return Json.write(new Transcript(service, genericService).record());
                case "address":
                    return Json.write(NetUtils.getLocalHost());
                case "orders":
                    return Json.write(orders(words));
                default:
                    throw new IllegalArgumentException("unknown command " + words[0]);
            }
        } catch (Exception e) {
            e.printStackTrace();
            return Json.write(Collections.singletonMap("failed", e.toString()));
        }
    }

    /** {@code orders <n> <prefix> sync|async [key=value]}: the version that served each order, by its id. */
    private Map<String, Object> orders(String[] words) {
        Map<String, Object> versions = new LinkedHashMap<>();
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
            String id = words[2] + i;
            if (words.length > 4) {
                RpcContext.getContext().setAttachment(words[4].split("=")[0], words[4].split("=")[1]);
            }
            versions.put(id, order(id, mode(words, 3)));
        }
        return versions;
    }

    private String order(String id, CallMode mode) {
        try {
            return (mode == CallMode.ASYNC ? service.getOrderAsync(id).join() : service.getOrder(id)).getVersion();
        } catch (RpcException e) {
            return "RpcException " + e.getCode() + " " + e.getMessage();
        }
    }

    private String traffic(String[] words) throws InterruptedException {
        switch (words[1]) {
            case "start":
                traffic = Traffic.start(service, Integer.parseInt(words[2]), threads(words, 3), mode(words, 4));
                return "{}";
            case "stats":
                return traffic.sinceLast().toJson();
            case "stop":
                return traffic.stop().toJson();
            default:
                throw new IllegalArgumentException("unknown command traffic " + words[1]);
        }
    }

    private static int threads(String[] words, int index) {
        return words.length > index ? Integer.parseInt(words[index]) : 1;
    }

    private static CallMode mode(String[] words, int index) {
        return words.length > index ? CallMode.valueOf(words[index].toUpperCase(Locale.ROOT)) : CallMode.SYNC;
    }
}
