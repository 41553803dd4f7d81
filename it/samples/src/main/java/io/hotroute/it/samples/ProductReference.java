package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.service.GenericService;

/**
 * A reference to {@link ProductService} and the commands that use it. The setting {@code as=generic} is not Dubbo's.
 *
 * <ul>
 *   <li>{@code start <call,...> <calls per second> <threads>}: calls in the background, see {@link ProductCall}; {@code
 *       outcomes}: how they have ended so far; {@code stop}
 *   <li>{@code call <call> <id>}: one call
 *   <li>{@code context}: what an application sees of a call in its {@link RpcContext}
 *   <li>{@code filtered}: how often a filter of the application was passed
 *   <li>{@code kept}: how many arguments and answers are kept, and how many of them have changed since
 * </ul>
 */
final class ProductReference implements Commands {

    /** See {@link ProductTraffic}. */
    static final int LATE_MILLIS = 400;

    private static final int MOST_KEPT = 400;

    private final ReferenceConfig<?> config;
    private final Object proxy;
    private final List<Product> kept = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private ProductTraffic traffic;

    private ProductReference(ReferenceConfig<?> config) {
        this.config = config;
        this.proxy = config.get();
    }

    static ProductReference make(Settings settings) throws ReflectiveOperationException {
        ReferenceConfig<Object> config = new ReferenceConfig<>();
        if (settings.take("as", "service").equals("generic")) {
            config.setInterface(ProductService.class.getName());
            config.setGeneric("true");
        } else {
            config.setInterface(ProductService.class);
        }
        config.setVersion("1.0.0");
        config.setProtocol("dubbo");
        config.setTimeout(5_000);
        config.setCheck(false);
        settings.applyTo(config, Collections.emptyList());
        return new ProductReference(config);
    }

    ProductService service() {
        return (ProductService) proxy;
    }

    GenericService generic() {
        return (GenericService) proxy;
    }

    /** Remembers what it looks like now. */
    void keep(Product product) {
        synchronized (kept) {
            if (kept.size() < MOST_KEPT) {
                kept.add(product);
                texts.add(product.toString());
            }
        }
    }

    @Override
    public String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "start":
                traffic = ProductTraffic.start(
                        this, calls(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                return "{}";
            case "outcomes":
                return Json.write(traffic.outcomes());
            case "stop":
                traffic.stop();
                return Json.write(traffic.outcomes());
            case "call":
                return Json.write(outcome(call(words[1]), words[2]));
            case "context":
                return Json.write(context());
            case "filtered":
                return Json.write(CountingFilter.invocations(config.getGroup(), ProductService.class));
            case "kept":
                return Json.write(kept());
            default:
                throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    @Override
    public void destroy() {
        config.destroy();
    }

    private static List<ProductCall> calls(String names) {
        List<ProductCall> calls = new ArrayList<>();
        for (String name : names.split(",")) {
            calls.add(call(name));
        }
        return calls;
    }

    private static ProductCall call(String name) {
        return ProductCall.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Map<String, Object> outcome(ProductCall call, String id) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        try {
            call.call(this, id);
            outcome.put("answer", "usual");
        } catch (Exception e) {
            outcome.put("exception", e.getClass().getSimpleName());
            outcome.put("message", String.valueOf(e.getMessage()));
        }
        return outcome;
    }

    private Map<String, Object> context() {
        RpcContext.getContext().setAttachment("client-attachment", "set");
        Product answer = service().find("context");
        RpcContext context = RpcContext.getContext();
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("answer", answer.getName());
        seen.put("attachments", new TreeMap<>(context.getAttachments()));
        seen.put("back", new TreeMap<>(ResponseAttachments.context().getAttachments()));
        seen.put("method", String.valueOf(context.getMethodName()));
        seen.put("future", String.valueOf(context.getFuture() == null));
        seen.put("port", context.getRemotePort());
        return seen;
    }

    private Map<String, Object> kept() {
        Map<String, Object> seen = new LinkedHashMap<>();
        synchronized (kept) {
            int changed = 0;
            for (int i = 0; i < kept.size(); i++) {
                changed += kept.get(i).toString().equals(texts.get(i)) ? 0 : 1;
            }
            seen.put("kept", kept.size());
            seen.put("changed", changed);
        }
        return seen;
    }
}
