package io.hotroute.shadow;

import io.hotroute.rule.Shadow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rule's shadows have shown so far. Immutable. */
public final class ShadowReport {

    private final String service;
    private final Shadow rule;
    private final AutoStop.Status status;
    private final int inFlight;
    private final long unknown;
    private final List<MethodReport> methods;

    ShadowReport(
            String service,
            Shadow rule,
            AutoStop.Status status,
            int inFlight,
            long unknown,
            List<MethodReport> methods) {
        this.service = service;
        this.rule = rule;
        this.status = status;
        this.inFlight = inFlight;
        this.unknown = unknown;
        methods.sort(Comparator.comparing(MethodReport::method));
        this.methods = Collections.unmodifiableList(methods);
    }

    /** @return the rule's key */
    public String service() {
        return service;
    }

    public ShadowState state() {
        return status.state;
    }

    /** @return why it is not running, in one line; empty if it is */
    public String why() {
        return status.why;
    }

    /** @return in ns, as of the last tick; -1 unless it goes on by itself */
    public long resumesInNanos() {
        return status.resumesInNanos;
    }

    /** @return those of which a call was drawn, by name */
    public List<MethodReport> methods() {
        return methods;
    }

    /** @return for people */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(service + ": " + stateText() + "; " + inFlight + " of " + rule.maxInFlight() + " in flight");
        lines.add(rule.toString());
        if (methods.isEmpty()) {
            lines.add("no call of a method that the rule names was drawn yet");
        }
        for (MethodReport method : methods) {
            lines.addAll(method.lines());
        }
        if (unknown > 0) {
            lines.add("other methods: skipped " + unknown + " " + Skip.TOO_MANY_METHODS);
        }
        return lines;
    }

    /** @return the state, why, and when it goes on, in one line */
    public String stateText() {
        return status.text();
    }

    /** @return the same as maps, lists, texts, numbers and booleans */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", service);
        map.put("rule", rule.toString());
        map.put("state", state().name());
        map.put("why", why());
        if (resumesInNanos() >= 0) {
            map.put("resumesInNanos", resumesInNanos());
        }
        map.put("inFlight", inFlight);
        map.put("tooManyMethods", unknown);
        List<Object> methodMaps = new ArrayList<>();
        methods.forEach(method -> methodMaps.add(method.asMap()));
        map.put("methods", methodMaps);
        return map;
    }
}
