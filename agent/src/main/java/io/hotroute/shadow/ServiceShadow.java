package io.hotroute.shadow;

import io.hotroute.rule.Shadow;
import io.hotroute.rule.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is live of one rule's {@code shadow}: sampling, caps, what was seen, and whether it is stopped. Thread-safe; what callers
 * use takes no lock. Times are {@link System#nanoTime()} values.
 */
public final class ServiceShadow {

    /** Told on the ticker's thread, or an operator's. Must neither throw nor block. */
    public interface Listener {
        /** @param text what happened and why, in one line */
        void shadowChanged(String service, String text);
    }

    /** More methods than these are not mirrored. */
    static final int MOST_METHODS = 200;

    private static final int MOST_PATHS = 2_000;

    private final String service;
    private final Shadow rule;
    private final int share;
    private final int noiseShare;
    private final long seed;
    private final RateCap rate;
    private final Slots slots;
    private final Health health;
    private final AutoStop autoStop;
    private final Comparison comparison;
    /** Samples in flight whose shadow was sent. */
    private final AtomicInteger sent = new AtomicInteger();
    /** Of methods beyond those that are told apart. */
    private final LongAdder unknown = new LongAdder();

    private volatile Seen seen = new Seen();

    /** When it was ticked last. */
    private volatile long lastTick;

    /**
     * @param service the rule's key, for people
     * @param seed of what decides which samples are noise
     * @param now when it begins
     */
    public ServiceShadow(String service, Shadow rule, long seed, long now, Listener listener) {
        this.service = service;
        this.rule = rule;
        this.share = rule.percent().tenThousandths();
        this.noiseShare = rule.noise().tenThousandths();
        this.seed = seed;
        this.rate = new RateCap(rule.maxPerSecond(), now);
        this.slots = new Slots(rule.maxInFlight());
        this.health = new Health(rule, slots::everTaken);
        this.autoStop = new AutoStop(service, rule, health, now, listener);
        this.comparison = new Comparison(rule.compare());
        this.lastTick = now;
    }

    /** On the path of every call whose rule has {@code shadow}. @return whether the call is drawn: one random number, nothing else */
    public boolean isDrawn() {
        return Weight.randomBucket() < share;
    }

    /**
     * On the caller's thread, for drawn calls. No lock; what is admitted takes a look-up by name, a few CAS and one small object,
     * what is not, no object but for a method's first call. The name of a method that the rule does not name is matched each time.
     *
     * @return null if the call is not to be mirrored; counted, unless the rule does not name the method
     */
    public Sample admit(String method, long now) {
        return admit(method, null, now);
    }

    /**
     * As {@link #admit(String, long)}, for a call that is to be a probe of the candidate: never noise, and also while shadowing
     * has stopped by itself because the candidate's shadows fail; the caps hold for it as for others.
     *
     * @param probe told what becomes of it; not if it is not admitted
     */
    public Sample admitProbe(String method, SampleProbe probe, long now) {
        return admit(method, probe, now);
    }

    private Sample admit(String method, SampleProbe probe, long now) {
        MethodShadow of = method(method);
        if (of == null) {
            return null;
        }
        if (!maySend(probe != null)) {
            return refused(of, Skip.STOPPED);
        }
        if (!rate.tryTake(now)) {
            return refused(of, Skip.RATE);
        }
        long number = slots.reserve();
        if (number == Slots.NONE) {
            return refused(of, full());
        }
        boolean noise = probe == null && isNoise(number);
        Sample sample = new Sample(this, of, noise, probe, now);
        if (!slots.take(number, sample)) {
            return refused(of, full());
        }
        of.countSampled();
        return sample;
    }

    private Skip full() {
        return 2 * sent.get() >= rule.maxInFlight() ? Skip.IN_FLIGHT : Skip.CALL_PENDING;
    }

    void shadowSent() {
        sent.getAndIncrement();
    }

    void shadowEnded() {
        sent.getAndDecrement();
    }

    private static Sample refused(MethodShadow of, Skip reason) {
        of.countSkip(reason);
        return null;
    }

    /** @return null if it is not to be mirrored */
    private MethodShadow method(String name) {
        Seen now = seen;
        MethodShadow known = now.methods.get(name);
        if (known != null) {
            return known;
        }
        return rule.methods().includes(name) ? now.add(name) : null;
    }

    /** As random as need be, so that it follows no pattern of the calls, and the same for the same seed: SplitMix64. */
    private boolean isNoise(long number) {
        if (noiseShare == 0) {
            return false;
        }
        long z = seed + number * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return Long.remainderUnsigned(z ^ z >>> 31, Weight.WHOLE) < noiseShare;
    }

    /** @return as it stands in the rules */
    public Shadow rule() {
        return rule;
    }

    /** @return the rule's key, as it was given */
    public String service() {
        return service;
    }

    boolean maySend(boolean isProbe) {
        return isProbe ? autoStop.mayProbe() : autoStop.isRunning();
    }

    /** @return whether shadows may be probes of the candidate now, if there are calls to be mirrored; cost: one volatile read */
    public boolean mayProbe() {
        return autoStop.mayProbe();
    }

    /** @return whether shadows of the method may be probes of the candidate now */
    public boolean mayProbe(String method) {
        return autoStop.mayProbe() && rule.methods().includes(method);
    }

    Slots slots() {
        return slots;
    }

    /** @return whether calls are mirrored; cost: one volatile read if they are */
    public ShadowState state() {
        return autoStop.status(lastTick).state;
    }

    /** For the ticker, about every 250 ms. @param pressure why this JVM can't afford shadows now, or null */
    public void tick(long now, String pressure) {
        lastTick = now;
        slots.forEach(sample -> sample.endIfOverdue(now, pressure != null));
        autoStop.tick(now, pressure);
    }

    /** Stops it until {@link #requestResume}; samples that are not sent yet are not sent. @param by who, for people */
    public void requestStop(String by) {
        autoStop.stop(by);
    }

    /** Lets it go on, whoever or whatever stopped it. @param by who, for people */
    public void requestResume(String by) {
        autoStop.resume(by, lastTick);
    }

    /** Forgets what was seen; not whether it is stopped, nor what is in flight. */
    public void reset() {
        seen = new Seen();
        unknown.reset();
    }

    /** The rule is gone: nothing is admitted nor sent any more. */
    public void end() {
        autoStop.end();
    }

    /** @return as of now; the time until it goes on, as of the last tick */
    public ShadowReport report() {
        List<MethodReport> methods = new ArrayList<>();
        for (MethodShadow method : seen.methods.values()) {
            methods.add(method.report());
        }
        return new ShadowReport(service, rule, autoStop.status(lastTick), slots.taken(), unknown.sum(), methods);
    }

    /** @return how many pairs of baseline and candidate were compared since the last reset */
    public long compared() {
        long sum = 0;
        for (MethodShadow method : seen.methods.values()) {
            sum += method.compared();
        }
        return sum;
    }

    /** @return how many shadows since the last reset were compared or failed, those of noise too */
    public long settled() {
        long sum = 0;
        for (MethodShadow method : seen.methods.values()) {
            sum += method.settled();
        }
        return sum;
    }

    /** @return the state, why, and when it goes on, in one line; null if calls are mirrored */
    public String obstacle() {
        return autoStop.isRunning() ? null : autoStop.status(lastTick).text();
    }

    /** @param minSamples how many pairs of baseline and candidate it takes; @return whether the candidate's answers are proven */
    public Proof proof(long minSamples) {
        return Proof.of(report(), minSamples);
    }

    /** What was seen since the last reset. */
    private final class Seen {
        private final Map<String, MethodShadow> methods = new ConcurrentHashMap<>();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger pathBudget = new AtomicInteger(MOST_PATHS);

        /** @return null if there are too many */
        MethodShadow add(String name) {
            if (count.get() >= MOST_METHODS || count.getAndIncrement() >= MOST_METHODS) {
                unknown.increment();
                return null;
            }
            MethodShadow made = new MethodShadow(name, comparison, health, pathBudget);
            MethodShadow before = methods.putIfAbsent(name, made);
            if (before != null) {
                count.getAndDecrement();
            }
            return before == null ? made : before;
        }
    }
}
