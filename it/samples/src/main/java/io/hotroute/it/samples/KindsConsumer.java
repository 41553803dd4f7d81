package io.hotroute.it.samples;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.model.ApplicationModel;
import org.apache.dubbo.rpc.model.ConsumerModel;

/**
 * Consumer process with references of every kind, made and used as its standard input says, one command per line; each is
 * answered with one line {@code RESULT <json>}.
 *
 * <ul>
 *   <li>{@code refer <id> <settings>}: makes a reference to {@link KindsService}, see {@link KindsReference}, or with {@code
 *       type=ProductService} to that, see {@link ProductReference}
 *   <li>{@code destroy <id>}
 *   <li>{@code end-second}: ends the {@link SecondApplication} with its references
 *   <li>{@code models}: what Dubbo's own repository has of the references
 *   <li>{@code export <settings>}: provides the service itself, see {@link KindsProvider}
 *   <li>{@code on <id> <command>}: a command of {@link KindsReference} or {@link ConsumerCommands}, or of {@link
 *       ProductReference}
 *   <li>{@code stop}: ends Dubbo in an orderly way
 *   <li>{@code exit}
 * </ul>
 */
public final class KindsConsumer implements Function<String, String> {

    private final Map<String, Commands> references = new HashMap<>();

    /** Starts it; one in each class loader that has a Dubbo. */
    public KindsConsumer() {
        DubboBootstrap.getInstance()
                .application(SampleConfig.application("kinds-consumer"))
                .registry(SampleConfig.registry("first"))
                .start();
    }

    public static void main(String[] args) throws Exception {
        KindsConsumer consumer = new KindsConsumer();
        System.out.println("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println("RESULT " + consumer.apply(line));
        }
        System.exit(0);
    }

    /** @return the answer to a command */
    @Override
    public String apply(String line) {
        String[] words = line.trim().split(" +");
        try {
            switch (words[0]) {
                case "refer":
                    references.put(words[1], make(Settings.of(rest(words))));
                    return "{}";
                case "export":
                    KindsProvider.service(Settings.of(Arrays.copyOfRange(words, 1, words.length)))
                            .export();
                    return "{}";
                case "destroy":
                    references.remove(words[1]).destroy();
                    return "{}";
                case "end-second":
                    SecondApplication.destroy();
                    return "{}";
                case "models":
                    return Json.write(models());
                case "stop":
                    stop();
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

    private static Commands make(Settings settings) throws ReflectiveOperationException {
        Class<?> type = settings.type();
        return type == ProductService.class ? ProductReference.make(settings) : KindsReference.make(type, settings);
    }

    private static List<String> models() {
        List<String> models = new ArrayList<>();
        for (ConsumerModel model : ApplicationModel.allConsumerModels()) {
            models.add(
                    model.getServiceKey() + " " + identities(model, model.getReferenceConfig(), model.getProxyObject())
                            + model.getAllMethods().size());
        }
        Collections.sort(models);
        return models;
    }

    private static String identities(Object... objects) {
        StringBuilder text = new StringBuilder();
        for (Object object : objects) {
            text.append(Integer.toHexString(System.identityHashCode(object))).append(' ');
        }
        return text.toString();
    }

    private static void stop() throws ReflectiveOperationException {
        DubboBootstrap.getInstance().stop();
        endFrameworks();
    }

    /** 3.x keeps more than the application's model. */
    static void endFrameworks() throws ReflectiveOperationException {
        try {
            Class.forName("org.apache.dubbo.rpc.model.FrameworkModel")
                    .getMethod("destroyAll")
                    .invoke(null);
        } catch (ClassNotFoundException olderThanThree) {
            // Nothing is left.
        }
    }

    private static String[] rest(String[] words) {
        return Arrays.copyOfRange(words, 2, words.length);
    }
}
