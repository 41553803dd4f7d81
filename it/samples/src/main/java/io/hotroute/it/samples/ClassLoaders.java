package io.hotroute.it.samples;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A container process: applications, usually a {@link KindsConsumer}, with a Dubbo of its own in a class loader of its own, made
 * from {@code -Dsample.classpath}. One command per line on its standard input, each answered with {@code RESULT <json>}.
 *
 * <ul>
 *   <li>{@code open <application> [class]}, {@code in <application> <command of KindsConsumer>}
 *   <li>{@code close <application>}: stops it and forgets it
 *   <li>{@code collected <application>}: whether its class loader goes within some seconds
 * </ul>
 */
public final class ClassLoaders {

    private static final int COLLECTIONS = 100;

    private final Map<String, Function<String, String>> applications = new HashMap<>();
    private final Map<String, WeakReference<ClassLoader>> loaders = new HashMap<>();

    private ClassLoaders() {}

    public static void main(String[] args) throws Exception {
        ClassLoaders container = new ClassLoaders();
        System.out.println("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println(
                    "RESULT " + container.answerInThreadOfItsOwn(line.trim().split(" +", 3)));
        }
        System.exit(0);
    }

    /** Dubbo leaves thread locals behind, which lead to the application's class loader. */
    private String answerInThreadOfItsOwn(String[] words) throws InterruptedException {
        String[] answer = new String[1];
        Thread thread = new Thread(() -> {
            try {
                answer[0] = answer(words);
            } catch (Exception e) {
                e.printStackTrace();
                answer[0] = Json.write(Collections.singletonMap("failed", e.toString()));
            }
        });
        thread.start();
        thread.join();
        return answer[0];
    }

    private String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "open":
                open(words[1], words.length > 2 ? words[2] : "KindsConsumer");
                return "{}";
            case "in":
                return in(words[1], words[2]);
            case "close":
                in(words[1], "stop");
                applications.remove(words[1]);
                return "{}";
            case "collected":
                return Json.write(collected(words[1]));
            default:
                throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    @SuppressWarnings("unchecked")
    private void open(String name, String application) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : SampleConfig.get("classpath", "").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        ClassLoader loader = new URLClassLoader(
                urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader().getParent());
        loaders.put(name, new WeakReference<>(loader));
        Thread.currentThread().setContextClassLoader(loader);
        applications.put(name, (Function<String, String>) loader.loadClass("io.hotroute.it.samples." + application)
                .getConstructor()
                .newInstance());
    }

    private String in(String name, String command) {
        Thread.currentThread().setContextClassLoader(loaders.get(name).get());
        return applications.get(name).apply(command);
    }

    private boolean collected(String name) throws InterruptedException {
        for (int i = 0; i < COLLECTIONS && loaders.get(name).get() != null; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return loaders.get(name).get() == null;
    }
}
