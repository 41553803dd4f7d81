package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.dubbo.config.MethodConfig;

/** Dubbo's {@code oninvoke}, {@code onreturn} and {@code onthrow} of a reference, as they come in. Thread-safe. */
public final class CallbackEvents {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    List<MethodConfig> methods() {
        return Arrays.asList(method("getOrder"), method("fail"));
    }

    private MethodConfig method(String name) {
        MethodConfig method = Settings.method(name);
        method.setOninvoke(this);
        method.setOninvokeMethod("invoked");
        method.setOnreturn(this);
        method.setOnreturnMethod("returned");
        method.setOnthrow(this);
        method.setOnthrowMethod("threw");
        return method;
    }

    /** The events so far, in order; forgets them. */
    List<String> take() {
        synchronized (events) {
            List<String> taken = new ArrayList<>(events);
            events.clear();
            return taken;
        }
    }

    public void invoked(String argument) {
        events.add("invoke " + argument);
    }

    public void returned(Order order, String argument) {
        events.add("return " + order.getVersion() + " " + argument);
    }

    public void threw(Throwable failure, String argument) {
        events.add("throw " + failure.getMessage() + " " + argument);
    }
}
