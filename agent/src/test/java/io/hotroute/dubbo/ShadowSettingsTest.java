package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.junit.jupiter.api.Test;

class ShadowSettingsTest {

    @Test
    void nothingHasAShadowMadeTwiceOrAnsweredOtherwise() {
        Map<String, String> settings =
                new HashMap<>(URL.valueOf("consumer://10.0.0.1/a.B?version=2.0.0&timeout=500&retries=2"
                                + "&get.retries=3&sticky=true&get.sticky=true&mock=force&cache=lru&actives=3&reference.filter=mine"
                                + "&cluster=failover&connections=4&generic=true")
                        .getParameters());
        ShadowSettings.apply(settings, false);

        assertThat(settings)
                .containsEntry("version", "2.0.0")
                .containsEntry("timeout", "500")
                .containsEntry("generic", "true")
                .containsEntry("retries", "0")
                .containsEntry("cluster", "failfast")
                .containsEntry("connections", "1")
                .containsEntry("reference.filter", "-default,genericimpl")
                .doesNotContainKeys("get.retries", "sticky", "get.sticky", "mock", "cache", "actives");
    }

    @Test
    void callsAreSignedWhereDubboSignsThem() {
        Map<String, String> settings = new HashMap<>();
        ShadowSettings.apply(settings, true);

        assertThat(settings).containsEntry("reference.filter", "-default,genericimpl,consumersign");
    }
}
