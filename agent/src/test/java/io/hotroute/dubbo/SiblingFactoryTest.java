package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.ServiceKey;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.junit.jupiter.api.Test;

class SiblingFactoryTest {

    private static final URL CONSUMER = URL.valueOf(
            "consumer://10.0.0.1/com.acme.OrderService?version=1.0.0&group=blue&check=true&retries=3&timeout=500");

    @Test
    void aSiblingHasTheReferencesSettingsAndTheOtherVersion() {
        Map<String, String> settings = SiblingFactory.settings(
                CONSUMER.getParameters(), CONSUMER, ServiceKey.of("blue", "com.acme.OrderService", "1.1.0"));

        assertThat(settings)
                .containsEntry("version", "1.1.0")
                .containsEntry("check", "false")
                .containsEntry("group", "blue")
                .containsEntry("retries", "3")
                .containsEntry("timeout", "500")
                .containsEntry("register.ip", "10.0.0.1");
        assertThat(CONSUMER.getParameter("version")).isEqualTo("1.0.0");
    }

    @Test
    void aCandidateWithoutVersionHasNone() {
        assertThat(SiblingFactory.settings(
                        CONSUMER.getParameters(), CONSUMER, ServiceKey.of(null, "com.acme.OrderService", null)))
                .doesNotContainKeys("version", "group");
    }
}
