package io.hotroute.control;

import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteCount;
import io.hotroute.route.SampleCall;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.YamlValue;
import io.hotroute.weave.CheckResult;
import io.hotroute.weave.DubboStatus;
import io.hotroute.weave.ReferenceStatus;
import io.hotroute.weave.Weaver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an operator may ask of calls, references and candidates; nothing here changes where a call goes. Thread-safe. */
final class Inspection {

    private static final int MOST_REMEMBERED = 1_000;
    private static final String NO_REFERENCE = "no reference of this JVM is ";
    private static final String ADVICE =
            ": compare the rule's key and baseline.version with the attribute References; a reference by URL needs candidate.addresses";

    private final ServiceLookup services;
    private final Weaver weaver;
    private final LiveRoutes routes;
    private final Audit audit;

    Inspection(ServiceLookup services, Weaver weaver, LiveRoutes routes, Audit audit) {
        this.services = services;
        this.weaver = weaver;
        this.routes = routes;
        this.audit = audit;
    }

    List<String> explain(String service, String method, String[] arguments, String[] attachments) {
        ServiceKey key = services.key(service);
        List<String> lines = weaver.explain(key, sample(method, arguments, attachments));
        return lines.isEmpty() ? Collections.singletonList(NO_REFERENCE + key + ADVICE) : lines;
    }

    private static SampleCall sample(String method, String[] arguments, String[] attachments) {
        if (method == null || method.trim().isEmpty()) {
            throw new IllegalArgumentException("method: it is empty; allowed: a method's name");
        }
        try {
            List<Object> values = new ArrayList<>();
            for (int i = 0; arguments != null && i < arguments.length; i++) {
                values.add(YamlValue.parse("arguments[" + i + "]", arguments[i]));
            }
            return new SampleCall(method.trim(), values, pairs(attachments));
        } catch (RuleException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private static Map<String, String> pairs(String[] attachments) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : attachments == null ? new String[0] : attachments) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw Refusal.of("attachments", pair, "key=value");
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    void rememberCalls(String service, int calls) {
        ServiceKey key = services.key(service);
        if (calls < 0 || calls > MOST_REMEMBERED) {
            throw Refusal.of("calls", calls, "0 to " + MOST_REMEMBERED);
        }
        weaver.remember(key, calls);
        audit.record(Audit.jmxClient(), "rememberCalls " + key + " " + calls);
    }

    List<String> recentCalls(String service) {
        return weaver.recentCalls(services.key(service));
    }

    List<CheckInfo> check(String service) {
        ServiceKey key = services.key(service);
        List<CheckInfo> infos = new ArrayList<>();
        for (CheckResult result : weaver.check(key)) {
            infos.add(new CheckInfo(result));
        }
        if (infos.isEmpty()) {
            infos.add(new CheckInfo(new CheckResult(
                    "none", "reference", CheckResult.Verdict.FAIL, NO_REFERENCE + key, ADVICE.substring(2))));
        }
        return infos;
    }

    List<DubboInfo> dubbos() {
        List<DubboInfo> infos = new ArrayList<>();
        for (DubboStatus status : weaver.found()) {
            infos.add(new DubboInfo(status));
        }
        return infos;
    }

    List<ReferenceInfo> references() {
        List<ReferenceInfo> infos = new ArrayList<>();
        for (ReferenceStatus status : weaver.references()) {
            infos.add(new ReferenceInfo(status));
        }
        return infos;
    }

    List<DecisionCount> decisions() {
        List<DecisionCount> counts = new ArrayList<>();
        for (ServiceRoute route : routes.table().routes()) {
            for (RouteCount count : route.counts()) {
                counts.add(new DecisionCount(route, count));
            }
        }
        return counts;
    }
}
