package io.hotroute.it.streaming;

import com.google.protobuf.StringValue;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.common.stream.StreamObserver;

/**
 * What Dubbo's compiler makes of a proto file's service {@code Greeter}, whose methods are {@code SayHello} and so on. Every
 * message that the provider sends starts with its version.
 */
public interface Greeter {

    StringValue sayHello(StringValue request);

    CompletableFuture<StringValue> sayHelloAsync(StringValue request);

    /** Sends three messages. */
    void countDown(StringValue request, StreamObserver<StringValue> answers);

    /** Answers all messages by one, when the stream ends. */
    StreamObserver<StringValue> collect(StreamObserver<StringValue> answers);

    /** Answers every message at once. */
    StreamObserver<StringValue> talk(StreamObserver<StringValue> answers);
}
