package io.hotroute.it.samples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.GenericService;

/**
 * A fixed script of calls, of which everything an application can observe is written down, free of anything that
 * differs from run to run: two consumers behave alike if their transcripts are equal.
 */
final class Transcript {

    private static final long ONE_WAY_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Nobody waits for it: by so much longer than the time-out that a busy machine is not late for that. */
    private static final long SLOW_MILLIS = 5L * OrderConsumer.SLOW_TIMEOUT_MILLIS;

    private final OrderService service;
    private final Supplier<GenericService> genericService;
    private final Map<String, Object> entries = new LinkedHashMap<>();

    Transcript(OrderService service, Supplier<GenericService> genericService) {
        this.service = service;
        this.genericService = genericService;
    }

    Map<String, Object> record() {
        entry("sync", () -> describe(service.getOrder("a")));
        entry("async", () -> describe(service.getOrderAsync("b").get(10, TimeUnit.SECONDS)));
        entry("declared exception", () -> service.fail("no such order"));
        entry("attachments, none set", () -> attachments(service.attachments("")));
        entry("attachments, one set", this::clientAttachment);
        entry("attachments, set one gone", () -> attachments(service.attachments("")));
        entry("response attachment", this::responseAttachment);
        entry("retries", this::retries);
        entry("time-out", () -> service.slow(SLOW_MILLIS));
        oneWay();
        entry("generic", this::generic);
        entry("generic exception", () -> invokeGeneric("fail", "no such order"));
        return entries;
    }

    private void entry(String name, Callable<Object> step) {
        long before = CountingFilter.invocations("", OrderService.class);
        Map<String, Object> entry = new LinkedHashMap<>();
        try {
            entry.put("result", step.call());
        } catch (Exception e) {
            entry.put("exception", describe(e));
        }
        entry.put("filtered", CountingFilter.invocations("", OrderService.class) - before);
        entries.put(name, entry);
    }

    private Object clientAttachment() {
        RpcContext.getContext().setAttachment("client-attachment", "set");
        return attachments(service.attachments(""));
    }

    private Object responseAttachment() {
        service.attachments("");
        return ResponseAttachments.context().getAttachment(OrderProvider.RESPONSE_ATTACHMENT);
    }

    private Object retries() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("answer", service.flaky(key, 1));
        seen.put("attempts", service.attemptsSeen(key));
        return seen;
    }

    private void oneWay() {
        String key = UUID.randomUUID().toString();
        entry("one-way", () -> {
            service.note(key);
            return "sent";
        });
        long deadline = System.nanoTime() + ONE_WAY_DEADLINE_NANOS;
        while (service.attemptsSeen(key) == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        entries.put("one-way calls seen", service.attemptsSeen(key));
    }

    private Object generic() {
        Object result = invokeGeneric("getOrder", "c");
        Map<String, Object> order = new TreeMap<>();
        ((Map<?, ?>) result).forEach((key, value) -> order.put(String.valueOf(key), value));
        order.replace("providerPort", "<port>");
        return order;
    }

    private Object invokeGeneric(String method, String argument) {
        String[] types = {String.class.getName()};
        return genericService.get().$invoke(method, types, new Object[] {argument});
    }

    private static Object describe(Order order) {
        return order.getId() + " from " + order.getVersion();
    }

    private static Object attachments(Map<String, String> seen) {
        return new TreeMap<>(seen);
    }

    private static Object describe(Exception e) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("class", e.getClass().getName());
        if (e instanceof RpcException) {
            // Its message holds addresses and times, its cause depends on which of two timers of Dubbo is first.
            description.put("code", ((RpcException) e).getCode());
        } else {
            // A generic exception appends the provider's stack trace, which holds names of generated classes.
            description.put("message", String.valueOf(e.getMessage()).split("\\R", 2)[0]);
        }
        return description;
    }
}
