package io.hotroute.dubbo;

import io.hotroute.bootstrap.CallObserver;
import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import io.hotroute.degrade.Probes;
import io.hotroute.route.Availability;
import io.hotroute.rule.Shadow;
import io.hotroute.shadow.Sample;
import io.hotroute.shadow.ServiceShadow;
import io.hotroute.shadow.ShadowReport;
import io.hotroute.shadow.Skip;
import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import io.hotroute.shadow.Snapshots;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * Mirrors a sample of the calls of one reference that the baseline serves, as the rule's {@code shadow} wants it. Immutable but
 * for what it refers to and the methods that it has met; thread-safe.
 *
 * <p><b>Cost.</b> One random number for a call that is not drawn, and a look-up by name for one that is and whose method the rule
 * does not name. For one that is mirrored: the snapshots of its arguments and answer, a copy of its attachments, and a few small
 * objects. No lock of ours.
 */
final class Mirror {

    private static final Object[] NONE = {};

    /** What is to be known of methods beyond it is found out for each of their calls. */
    private static final int MOST_METHODS = 1_000;

    private final Mirrors mirrors;
    private final ServiceShadow live;
    private final Snapshots snapshots;
    private final Sibling candidate;
    /** Null if no sample goes to the baseline once more. */
    private final Sibling baseline;

    private final URL url;
    private final Set<String> callbacks;
    private final Map<String, MirroredMethod> methods = new ConcurrentHashMap<>();

    Mirror(
            Mirrors mirrors,
            ServiceShadow live,
            Snapshots snapshots,
            Sibling candidate,
            Sibling baseline,
            AbstractClusterInvoker<?> leaf) {
        this.mirrors = mirrors;
        this.live = live;
        this.snapshots = snapshots;
        this.candidate = candidate;
        this.baseline = baseline;
        this.url = leaf.getUrl();
        this.callbacks = Unmirrored.callbacks(url);
    }

    ServiceShadow live() {
        return live;
    }

    Mirrors mirrors() {
        return mirrors;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** @return where shadows go to */
    Sibling candidate() {
        return candidate;
    }

    /** @return where those go to that show how much two answers of one version differ; or null */
    Sibling baseline() {
        return baseline;
    }

    /**
     * @param usual the way of a call that the baseline serves: a detour, an observer or null
     * @return that, or one on which the call is mirrored as well. Never throws
     */
    Object way(Object usual, Object call) {
        return live.isDrawn() ? drawn(usual, (Invocation) call, null) : usual;
    }

    /**
     * As {@link #way}, of a call that was drawn for its shadow to be a probe of the candidate.
     *
     * @param probes the round that it was drawn for
     */
    Object probe(Object usual, Object call, Probes probes) {
        return drawn(usual, (Invocation) call, new ShadowProbe(probes));
    }

    private Object drawn(Object usual, Invocation call, ShadowProbe probe) {
        Sample sample = null;
        try {
            MirroredMethod method = method(mirrors.reader().method(call));
            sample = method == MirroredMethod.UNNAMED ? null : admit(method.name, probe);
            if (sample == null && probe != null) {
                probe.unsent();
            }
            return sample == null ? usual : admitted(sample, method, usual, call);
        } catch (Throwable fault) {
            Gate.fault(fault);
            if (sample != null) {
                sample.skip(Skip.FAULT);
            }
            return usual;
        }
    }

    private MirroredMethod method(String name) {
        MirroredMethod known = methods.get(name);
        return known == null ? meet(name) : known;
    }

    private MirroredMethod meet(String name) {
        MirroredMethod met = live.rule().methods().includes(name)
                ? new MirroredMethod(name, url, callbacks)
                : MirroredMethod.UNNAMED;
        if (methods.size() < MOST_METHODS) {
            methods.put(name, met);
        }
        return met;
    }

    private Sample admit(String method, ShadowProbe probe) {
        long now = System.nanoTime();
        return probe == null ? live.admit(method, now) : live.admitProbe(method, probe, now);
    }

    private Object admitted(Sample sample, MirroredMethod method, Object usual, Invocation call) {
        Sibling target = sample.isNoise() ? baseline : candidate;
        Skip obstacle = obstacle(target, method, call);
        if (obstacle != null) {
            sample.skip(obstacle);
            return usual;
        }
        Object[] values = call.getArguments();
        Snapshot[] arguments;
        try {
            arguments = snapshots.take(values == null ? NONE : values);
        } catch (SnapshotException unreadable) {
            sample.skip(unreadable.reason());
            return usual;
        }
        int own = CallCopy.own(mirrors.reader(), call);
        if (usual instanceof Detour) {
            return new MirroredDetour(
                    (Detour) usual, new MirroredCall(this, sample, target, method, call, arguments, own, null));
        }
        return new MirroredCall(this, sample, target, method, call, arguments, own, (CallObserver) usual);
    }

    /** @return whether such a call is mirrored when the baseline serves it, for people */
    String explain(String method) {
        Shadow rule = live.rule();
        if (!rule.methods().includes(method)) {
            return "shadow: the rule does not name the method: never mirrored";
        }
        ShadowReport report = live.report();
        String target =
                candidate.availability(method) == Availability.AVAILABLE ? "" : "; the candidate is not there yet";
        return "shadow: of such calls that the baseline serves, " + rule.percent() + "% are mirrored, at most "
                + rule.maxPerSecond() + " a second of all; " + report.stateText() + target;
    }

    /** @return why a call is not mirrored, or null if it may be */
    private Skip obstacle(Sibling target, MirroredMethod method, Invocation call) {
        if (mirrors.reader().attachment(call, CallCopy.MARKER) != null) {
            return Skip.IS_SHADOW;
        }
        if (method.obstacle != null) {
            return method.obstacle;
        }
        if (Unmirrored.isOneWay(mirrors.reader(), method, call)) {
            return Skip.ONE_WAY;
        }
        if (method.isStream(call)) {
            return Skip.STREAM;
        }
        Availability availability = target.availability(method.name);
        if (availability != Availability.AVAILABLE) {
            return availability == Availability.LACKS_METHOD ? Skip.LACKS_METHOD : Skip.UNAVAILABLE;
        }
        return target.callbacks().contains(method.name) ? Skip.CALLBACK : null;
    }
}
