package io.hotroute.it.samples;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Consumer process with references of every kind, made and used as its standard input says, one command per line; each is
 * answered with one line {@code RESULT <json>}.
 *
 * <ul>
 *   <li>{@code refer <id> <settings>}: makes a reference to {@link KindsService}, see {@link KindsReference}
 *   <li>{@code destroy <id>}
 *   <li>{@code export <settings>}: provides the service itself, see {@link KindsProvider}
 *   <li>{@code on <id> <command>}: a command of {@link KindsReference} or {@link ConsumerCommands}
 *   <li>{@code exit}
 * </ul>
 */
public final class KindsConsumer {

    private final Map<String, KindsReference> references = new HashMap<>();

    private KindsConsumer() {}

    public static void main(String[] args) throws Exception {
        DubboBootstrap.getInstance()
                .application(SampleConfig.application("kinds-consumer"))
                .registry(SampleConfig.registry("first"))
                .start();
        System.out.println("READY");
        KindsConsumer consumer = new KindsConsumer();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println("RESULT " + consumer.answer(line.trim().split(" +")));
        }
        System.exit(0);
    }

    private String answer(String[] words) {
        try {
            switch (words[0]) {
                case "refer":
                    references.put(words[1], KindsReference.make(Settings.of(rest(words))));
                    return "{}";
                case "export":
                    KindsProvider.service(Settings.of(Arrays.copyOfRange(words, 1, words.length)))
                            .export();
                    return "{}";
                case "destroy":
                    references.remove(words[1]).destroy();
                    return "{}";
                case "on":
                    return references.get(words[1]).answer(rest(words));
                default:
                    throw new IllegalArgumentException("unknown command " + words[0]);
            }
        } catch (Exception e) {
            e.printStackTrace();
            return Json.write(Collections.singletonMap("failed", e.toString()));
        }
    }

    private static String[] rest(String[] words) {
        return Arrays.copyOfRange(words, 2, words.length);
    }
}
