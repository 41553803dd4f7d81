package io.hotroute.it.streaming;

import com.google.protobuf.StringValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Consumer process of {@link StreamService} and of {@link Greeter}, pinned to 1.0.0. Each line on its standard input is
 * answered with one line {@code RESULT}: {@code unary}, {@code server}, {@code open} (a stream both ways), {@code next} (one
 * message on it and its answer), {@code complete}; the same of {@code Greeter} with {@code idl} before it, and {@code idl async}
 * and {@code idl client} (two messages, one answer).
 */
public final class StreamConsumer {

    private final StreamService service;
    private final Greeter greeter;
    private Answers answers;
    private StreamObserver<String> messages;

    private StreamConsumer(StreamService service, Greeter greeter) {
        this.service = service;
        this.greeter = greeter;
    }

    public static void main(String[] args) throws Exception {
        ReferenceConfig<StreamService> service = reference(StreamService.class);
        ReferenceConfig<Greeter> greeter = reference(Greeter.class);
        greeter.setProxy("nativestub");
        ApplicationConfig application = new ApplicationConfig("stream-consumer");
        application.setQosEnable(false);
        DubboBootstrap.getInstance()
                .application(application)
                .registry(new RegistryConfig(System.getProperty("sample.registry")))
                .reference(service)
                .reference(greeter)
                .start();
        StreamConsumer consumer = new StreamConsumer(service.get(), greeter.get());
        consumer.answer("unary");
        consumer.answer("idl unary");
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

    private static <T> ReferenceConfig<T> reference(Class<T> type) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setInterface(type);
        reference.setVersion("1.0.0");
        reference.setProtocol("tri");
        reference.setTimeout(5_000);
        return reference;
    }

    private String answer(String command) throws InterruptedException, ExecutionException {
        switch (command) {
            case "unary":
                return service.unary("u");
            case "server":
                Answers three = new Answers();
                service.server("s", three);
                return three.next(4);
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
            case "idl unary":
                return greeter.sayHello(StringValue.of("u")).getValue();
            case "idl async":
                return greeter.sayHelloAsync(StringValue.of("u")).get().getValue();
            case "idl server":
                Answers counted = new Answers();
                greeter.countDown(StringValue.of("s"), new Texts(counted));
                return counted.next(4);
            case "idl client":
                Answers one = new Answers();
                StreamObserver<StringValue> two = greeter.collect(new Texts(one));
                two.onNext(StringValue.of("c"));
                two.onNext(StringValue.of("c"));
                two.onCompleted();
                return one.next(2);
            case "idl open":
                answers = new Answers();
                messages = new Messages(greeter.talk(new Texts(answers)));
                return "opened";
            default:
                throw new IllegalArgumentException(command);
        }
    }

    private static final class Answers implements StreamObserver<String> {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }

        String next(int messages) throws InterruptedException {
            StringBuilder all = new StringBuilder(next());
            for (int i = 1; i < messages; i++) {
                all.append(", ").append(next());
            }
            return all.toString();
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

    /** Hands on what protobuf's messages say. */
    private static final class Texts implements StreamObserver<StringValue> {

        private final StreamObserver<String> to;

        Texts(StreamObserver<String> to) {
            this.to = to;
        }

        @Override
        public void onNext(StringValue message) {
            to.onNext(message.getValue());
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onCompleted() {
            to.onCompleted();
        }
    }

    /** Hands on texts as protobuf's messages. */
    private static final class Messages implements StreamObserver<String> {

        private final StreamObserver<StringValue> to;

        Messages(StreamObserver<StringValue> to) {
            this.to = to;
        }

        @Override
        public void onNext(String text) {
            to.onNext(StringValue.of(text));
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onCompleted() {
            to.onCompleted();
        }
    }
}
