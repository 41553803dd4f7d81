package io.hotroute.it.samples;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.GenericService;

/**
 * A reference to {@link KindsService} and the commands that use it; all others are {@link ConsumerCommands}.
 *
 * <p>Settings besides Dubbo's: {@code as=service|generic|context} (see {@link GenericOrders}, {@link ContextOrders}) and
 * {@code events=true} (see {@link CallbackEvents}) and {@code application=second} (see {@link SecondApplication}).
 */
final class KindsReference implements Commands {

    private final ReferenceConfig<?> config;
    private final KindsService service;
    private final CallbackEvents events;
    private final ConsumerCommands commands;

    private KindsReference(ReferenceConfig<?> config, KindsService service, CallbackEvents events) {
        this.config = config;
        this.service = service;
        this.events = events;
        this.commands = new ConsumerCommands(service, () -> {
            throw new UnsupportedOperationException();
        });
    }

    static KindsReference make(Class<?> type, Settings settings) throws ReflectiveOperationException {
        String as = settings.take("as", "service");
        CallbackEvents events = new CallbackEvents();
        List<MethodConfig> methods =
                Boolean.parseBoolean(settings.take("events", "false")) ? events.methods() : Collections.emptyList();
        ReferenceConfig<Object> config = settings.take("application", "first").equals("second")
                ? SecondApplication.reference()
                : new ReferenceConfig<>();
        if (as.equals("generic")) {
            config.setInterface(type.getName());
            config.setGeneric("true");
        } else {
            config.setInterface(type);
        }
        config.setVersion("1.0.0");
        config.setProtocol("dubbo");
        config.setTimeout(5_000);
        config.setCheck(false);
        settings.applyTo(config, methods);
        Object proxy = config.get();
        if (as.equals("generic")) {
            return new KindsReference(config, GenericOrders.of((GenericService) proxy), events);
        }
        KindsService service = proxy instanceof RestService ? RestOrders.of((RestService) proxy) : (KindsService) proxy;
        return new KindsReference(config, as.equals("context") ? ContextOrders.of(service) : service, events);
    }

    @Override
    public void destroy() {
        config.destroy();
    }

    @Override
    public String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "merged":
                return outcome(() -> service.merged(""));
            case "order":
                return outcome(() -> service.getOrder(words[1]).getVersion());
            case "orderAsync":
                return outcome(() -> service.getOrderAsync(words[1]).join().getVersion());
            case "broken":
                return outcome(() -> service.broken(words[1]));
            case "brokenThere":
                return outcome(() -> service.brokenThere(words[1]).getVersion());
            case "slow":
                return outcome(() -> service.slow(Long.parseLong(words[1])));
            case "fail":
                return outcome(() -> service.fail(words[1]));
            case "unique":
                return outcome(() -> service.unique(words[1]));
            case "note":
                return outcome(() -> {
                    service.note(words[1]);
                    return "sent";
                });
            case "attemptsSeen":
                return outcome(() -> service.attemptsSeen(words[1]));
            case "listen":
                return outcome(this::listen);
            case "attachments":
                return outcome(this::attachments);
            case "events":
                return outcome(events::take);
            default:
                return commands.answer(words);
        }
    }

    private static String outcome(Callable<Object> call) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        try {
            outcome.put("answer", call.call());
        } catch (Exception e) {
            outcome.put("exception", e.getClass().getSimpleName());
            outcome.put("code", e instanceof RpcException ? ((RpcException) e).getCode() : -1);
            outcome.put("message", e.getMessage());
        }
        return Json.write(outcome);
    }

    private Object listen() throws InterruptedException {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
        service.listen("listened", order -> heard.add(order.getVersion()));
        return heard.poll(5, TimeUnit.SECONDS);
    }

    /** What the provider has seen of the consumer's attachments, and the consumer of the provider's. */
    private Object attachments() {
        RpcContext.getContext().setAttachment("client-attachment", "set");
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("there", service.attachments(""));
        both.put("back", ResponseAttachments.context().getAttachment(OrderProvider.RESPONSE_ATTACHMENT));
        return both;
    }
}
