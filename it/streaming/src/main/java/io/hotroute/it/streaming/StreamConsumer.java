package io.hotroute.it.streaming;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Consumer process of {@link StreamService}, pinned to 1.0.0. Each line on its standard input is answered with one line
 * {@code RESULT}: {@code unary}, {@code server}, {@code open} (a stream both ways), {@code next} (one message on it and its
 * answer), {@code complete}.
 */
public final class StreamConsumer {

    private final StreamService service;
    private Answers answers;
    private StreamObserver<String> messages;

    private StreamConsumer(StreamService service) {
        this.service = service;
    }

    public static void main(String[] args) throws Exception {
        ReferenceConfig<StreamService> reference = new ReferenceConfig<>();
        reference.setInterface(StreamService.class);
        reference.setVersion("1.0.0");
        reference.setProtocol("tri");
        reference.setTimeout(5_000);
        ApplicationConfig application = new ApplicationConfig("stream-consumer");
        application.setQosEnable(false);
        DubboBootstrap.getInstance()
                .application(application)
                .registry(new RegistryConfig(System.getProperty("sample.registry")))
                .reference(reference)
                .start();
        StreamConsumer consumer = new StreamConsumer(reference.get());
        consumer.service.unary("ready?");
        System.out.println("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = consumer.answer(line);
            } catch (Exception e) {
                answer = String.valueOf(e);
            }
            System.out.println("RESULT " + answer);
        }
        System.exit(0);
    }

    private String answer(String command) throws InterruptedException {
        switch (command) {
            case "unary":
                return service.unary("u");
            case "server":
                Answers three = new Answers();
                service.server("s", three);
                return three.next() + ", " + three.next() + ", " + three.next() + ", " + three.next();
            case "open":
                answers = new Answers();
                messages = service.both(answers);
                return "opened";
            case "next":
                messages.onNext("n");
                return answers.next();
            case "complete":
                messages.onCompleted();
                return answers.next();
            default:
                throw new IllegalArgumentException(command);
        }
    }

    private static final class Answers implements StreamObserver<String> {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(String message) {
            heard.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(String.valueOf(failure));
        }

        @Override
        public void onCompleted() {
            heard.add("completed");
        }
    }
}
