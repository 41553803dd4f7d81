package io.hotroute.it.streaming;

import com.google.protobuf.StringValue;
import org.apache.dubbo.common.stream.StreamObserver;

/** Says its version. */
final class VersionedGreeter extends DubboGreeterTriple.Base {

    private final String version;

    VersionedGreeter(String version) {
        this.version = version;
    }

    private StringValue answer(String message) {
        return StringValue.of(version + " " + message);
    }

    @Override
    public StringValue sayHello(StringValue request) {
        return answer(request.getValue());
    }

    @Override
    public void countDown(StringValue request, StreamObserver<StringValue> answers) {
        for (int i = 0; i < 3; i++) {
            answers.onNext(answer(request.getValue()));
        }
        answers.onCompleted();
    }

    @Override
    public StreamObserver<StringValue> collect(StreamObserver<StringValue> answers) {
        StringBuilder all = new StringBuilder();
        return new Requests(answers) {
            @Override
            public void onNext(StringValue request) {
                all.append(request.getValue());
            }

            @Override
            public void onCompleted() {
                answers.onNext(answer(all.toString()));
                answers.onCompleted();
            }
        };
    }

    @Override
    public StreamObserver<StringValue> talk(StreamObserver<StringValue> answers) {
        return new Requests(answers) {
            @Override
            public void onNext(StringValue request) {
                answers.onNext(answer(request.getValue()));
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    private abstract static class Requests implements StreamObserver<StringValue> {

        private final StreamObserver<StringValue> answers;

        Requests(StreamObserver<StringValue> answers) {
            this.answers = answers;
        }

        @Override
        public void onError(Throwable failure) {
            answers.onError(failure);
        }
    }
}
