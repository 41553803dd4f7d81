package io.hotroute.it.samples;

import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * A second application on the same Dubbo and registry, and of the same name, as 3.x can have it. By reflection, as the samples
 * are compiled for 2.7 as well. Not thread-safe.
 */
final class SecondApplication {

    private static Object model;

    private SecondApplication() {}

    /** Starts it if it is not there. */
    static <T> ReferenceConfig<T> reference() throws ReflectiveOperationException {
        if (model == null) {
            Class<?> frameworks = Class.forName("org.apache.dubbo.rpc.model.FrameworkModel");
            Object framework = frameworks.getMethod("defaultModel").invoke(null);
            model = frameworks.getMethod("newApplication").invoke(framework);
            ((DubboBootstrap) DubboBootstrap.class
                            .getMethod("getInstance", model.getClass())
                            .invoke(null, model))
                    .application(SampleConfig.application("kinds-consumer"))
                    .registry(SampleConfig.registry("first"))
                    .start();
        }
        Object module = model.getClass().getMethod("getDefaultModule").invoke(model);
        @SuppressWarnings("unchecked")
        ReferenceConfig<T> config = (ReferenceConfig<T>)
                ReferenceConfig.class.getConstructor(module.getClass()).newInstance(module);
        return config;
    }

    /** Ends it, and all that is its own. */
    static void destroy() throws ReflectiveOperationException {
        model.getClass().getMethod("destroy").invoke(model);
        model = null;
    }
}
