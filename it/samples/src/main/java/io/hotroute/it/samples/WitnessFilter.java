package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.common.extension.Activate;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;

/** In a provider: what it is called with, by group; mirrored calls, which an attachment tells, apart from users' calls. */
@Activate(group = "provider", order = -1)
public final class WitnessFilter implements Filter {

    private static final String SHADOW = "hotroute-shadow";
    private static final ConcurrentMap<String, Witness> WITNESSES = new ConcurrentHashMap<>();

    /** Of the calls of {@link ProductService} in this group. */
    static Map<String, Object> seen(String group) {
        return of(group).seen();
    }

    /** The text of the arguments of each call of that kind, of the newest ones. */
    static List<String> arguments(String group, boolean shadows) {
        return of(group).arguments(shadows);
    }

    private static Witness of(String group) {
        return WITNESSES.computeIfAbsent(group, key -> new Witness());
    }

    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        if (!ProductService.class.getName().equals(invoker.getUrl().getServiceInterface())) {
            return invoker.invoke(invocation);
        }
        Witness witness = of(invoker.getUrl().getParameter("group", ""));
        boolean shadow = invocation.getAttachment(SHADOW) != null;
        witness.begin(invocation, shadow);
        try {
            Result result = invoker.invoke(invocation);
            result.whenCompleteWithContext((value, failure) -> witness.end(shadow));
            return result;
        } catch (RuntimeException e) {
            witness.end(shadow);
            throw e;
        }
    }

    /** Thread-safe. */
    private static final class Witness {

        private static final int MOST_TEXTS = 5_000;

        private final Map<String, Integer> users = new TreeMap<>();
        private final Map<String, Integer> shadows = new TreeMap<>();
        private final Map<Long, Integer> shadowsBySecond = new TreeMap<>();
        private final List<String> userArguments = new ArrayList<>();
        private final List<String> shadowArguments = new ArrayList<>();
        private Map<String, String> userAttachments = Collections.emptyMap();
        private Map<String, String> shadowAttachments = Collections.emptyMap();
        private int underWay;
        private int mostUnderWay;

        synchronized void begin(Invocation invocation, boolean shadow) {
            (shadow ? shadows : users).merge(invocation.getMethodName(), 1, Integer::sum);
            List<String> texts = shadow ? shadowArguments : userArguments;
            if (texts.size() < MOST_TEXTS) {
                texts.add(invocation.getMethodName() + Arrays.deepToString(invocation.getArguments()));
            }
            if (shadow) {
                shadowsBySecond.merge(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()), 1, Integer::sum);
                mostUnderWay = Math.max(mostUnderWay, ++underWay);
                shadowAttachments = new TreeMap<>(invocation.getAttachments());
            } else {
                userAttachments = new TreeMap<>(invocation.getAttachments());
            }
        }

        synchronized void end(boolean shadow) {
            underWay -= shadow ? 1 : 0;
        }

        synchronized Map<String, Object> seen() {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("users", new TreeMap<>(users));
            seen.put("shadows", new TreeMap<>(shadows));
            seen.put("shadowsBySecond", new TreeMap<>(shadowsBySecond));
            seen.put("mostShadowsUnderWay", mostUnderWay);
            seen.put("userAttachments", new TreeMap<>(userAttachments));
            seen.put("shadowAttachments", new TreeMap<>(shadowAttachments));
            return seen;
        }

        synchronized List<String> arguments(boolean ofShadows) {
            return new ArrayList<>(ofShadows ? shadowArguments : userArguments);
        }
    }
}
