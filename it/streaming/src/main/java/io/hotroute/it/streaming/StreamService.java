package io.hotroute.it.streaming;

import org.apache.dubbo.common.stream.StreamObserver;

/** Every message that the provider sends starts with its version. */
public interface StreamService {

    String unary(String message);

    /** Sends three messages. */
    void server(String message, StreamObserver<String> answers);

    /** Answers every message at once: as a client stream with one message after the other. */
    StreamObserver<String> both(StreamObserver<String> answers);
}
