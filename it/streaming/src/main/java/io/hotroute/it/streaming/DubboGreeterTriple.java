package io.hotroute.it.streaming;

import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.PathResolver;
import org.apache.dubbo.rpc.ServerService;
import org.apache.dubbo.rpc.model.MethodDescriptor.RpcType;
import org.apache.dubbo.rpc.model.ServiceDescriptor;
import org.apache.dubbo.rpc.model.StubMethodDescriptor;
import org.apache.dubbo.rpc.model.StubServiceDescriptor;
import org.apache.dubbo.rpc.stub.BiStreamMethodHandler;
import org.apache.dubbo.rpc.stub.ServerStreamMethodHandler;
import org.apache.dubbo.rpc.stub.StubInvocationUtil;
import org.apache.dubbo.rpc.stub.StubInvoker;
import org.apache.dubbo.rpc.stub.StubMethodHandler;
import org.apache.dubbo.rpc.stub.StubSuppliers;
import org.apache.dubbo.rpc.stub.UnaryStubMethodHandler;

/**
 * In the shape in which Dubbo's compiler writes it: calls have the proto file's name of the method, not the Java interface's.
 * Dubbo finds it by the name of the class.
 */
public final class DubboGreeterTriple {

    private static final String SERVICE = Greeter.class.getName();
    private static final StubServiceDescriptor DESCRIPTOR = new StubServiceDescriptor(SERVICE, Greeter.class);

    private static final Constructor<?> CONSTRUCTOR = StubMethodDescriptor.class.getConstructors()[0];

    /** Up to 3.1; there no two methods may have one name. */
    private static final boolean TAKES_SERVICE =
            Arrays.asList(CONSTRUCTOR.getParameterTypes()).contains(StubServiceDescriptor.class);

    private static final StubMethodDescriptor SAY_HELLO = method("SayHello", StringValue.class, RpcType.UNARY);
    private static final StubMethodDescriptor SAY_HELLO_ASYNC =
            TAKES_SERVICE ? null : method("SayHello", CompletableFuture.class, RpcType.UNARY);
    private static final StubMethodDescriptor SAY_HELLO_PROXY_ASYNC =
            method("SayHelloAsync", CompletableFuture.class, RpcType.UNARY);
    private static final StubMethodDescriptor COUNT_DOWN =
            method("CountDown", StringValue.class, RpcType.SERVER_STREAM);
    private static final StubMethodDescriptor COLLECT = method("Collect", StringValue.class, RpcType.CLIENT_STREAM);
    private static final StubMethodDescriptor TALK = method("Talk", StringValue.class, RpcType.BI_STREAM);

    static {
        for (StubMethodDescriptor method :
                new StubMethodDescriptor[] {SAY_HELLO, SAY_HELLO_PROXY_ASYNC, COUNT_DOWN, COLLECT, TALK}) {
            DESCRIPTOR.addMethod(method);
        }
        StubSuppliers.addSupplier(SERVICE, invoker -> new Stub(invoker));
        StubSuppliers.addDescriptor(SERVICE, DESCRIPTOR);
    }

    private DubboGreeterTriple() {}

    /** By reflection: what the constructor takes, and where the types of its functions are, changed from 3.1 to 3.2. */
    private static StubMethodDescriptor method(String name, Class<?> response, RpcType type) {
        Class<?>[] types = CONSTRUCTOR.getParameterTypes();
        List<Object> values = new ArrayList<>(Arrays.asList(name, StringValue.class, response));
        if (TAKES_SERVICE) {
            values.add(DESCRIPTOR);
        }
        values.add(type);
        while (values.size() < types.length) {
            values.add(function(types[values.size()]));
        }
        try {
            return (StubMethodDescriptor) CONSTRUCTOR.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object function(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("pack")
                        ? ((Message) arguments[0]).toByteArray()
                        : StringValue.parseFrom((byte[]) arguments[0]));
    }

    private static final class Stub implements Greeter {

        private final Invoker<?> invoker;

        Stub(Invoker<?> invoker) {
            this.invoker = invoker;
        }

        @Override
        public StringValue sayHello(StringValue request) {
            return StubInvocationUtil.unaryCall(invoker, SAY_HELLO, request);
        }

        @Override
        public CompletableFuture<StringValue> sayHelloAsync(StringValue request) {
            return TAKES_SERVICE
                    ? CompletableFuture.completedFuture(sayHello(request))
                    : StubInvocationUtil.unaryCall(invoker, SAY_HELLO_ASYNC, request);
        }

        @Override
        public void countDown(StringValue request, StreamObserver<StringValue> answers) {
            StubInvocationUtil.serverStreamCall(invoker, COUNT_DOWN, request, answers);
        }

        @Override
        public StreamObserver<StringValue> collect(StreamObserver<StringValue> answers) {
            return StubInvocationUtil.biOrClientStreamCall(invoker, COLLECT, answers);
        }

        @Override
        public StreamObserver<StringValue> talk(StreamObserver<StringValue> answers) {
            return StubInvocationUtil.biOrClientStreamCall(invoker, TALK, answers);
        }
    }

    /** What a provider implements. */
    abstract static class Base implements Greeter, ServerService<Greeter> {

        @Override
        public CompletableFuture<StringValue> sayHelloAsync(StringValue request) {
            return CompletableFuture.completedFuture(sayHello(request));
        }

        @Override
        public final Invoker<Greeter> getInvoker(URL url) {
            PathResolver paths = url.getOrDefaultFrameworkModel()
                    .getExtensionLoader(PathResolver.class)
                    .getDefaultExtension();
            Map<String, StubMethodHandler<?, ?>> handlers = new HashMap<>();
            handlers.put("SayHello", new UnaryStubMethodHandler<>(this::answer));
            handlers.put("SayHelloAsync", new UnaryStubMethodHandler<>(this::answer));
            handlers.put("CountDown", new ServerStreamMethodHandler<>(this::countDown));
            handlers.put("Collect", new BiStreamMethodHandler<>(this::collect));
            handlers.put("Talk", new BiStreamMethodHandler<>(this::talk));
            for (String method : handlers.keySet()) {
                paths.addNativeStub("/" + SERVICE + "/" + method);
            }
            return new StubInvoker<>(this, url, Greeter.class, handlers);
        }

        private void answer(StringValue request, StreamObserver<StringValue> answers) {
            answers.onNext(sayHello(request));
            answers.onCompleted();
        }

        @Override
        public final ServiceDescriptor getServiceDescriptor() {
            return DESCRIPTOR;
        }
    }
}
