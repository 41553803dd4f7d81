package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.RpcInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAttachmentsTest {

    private static final String[] PROVIDERS = {"interface", "group", "token", "timeout", "path", "version"};

    private final RpcInvocation invocation = new RpcInvocation();

    @Test
    void whatDubboAddedForAProviderGoes() {
        int present = ProviderAttachments.present(invocation.getObjectAttachments());
        for (String key : PROVIDERS) {
            invocation.setAttachment(key, "of provider");
        }
        ProviderAttachments.removeAllBut(present, invocation);

        assertThat(invocation.getObjectAttachments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"interface", "group", "token", "timeout", "path", "version"})
    void whatTheApplicationSetStays(String own) {
        invocation.setAttachment(own, "of application");
        invocation.setAttachment("trace", "of application");
        int present = ProviderAttachments.present(invocation.getObjectAttachments());
        for (String key : PROVIDERS) {
            invocation.setAttachmentIfAbsent(key, "of provider");
        }
        ProviderAttachments.removeAllBut(present, invocation);

        assertThat(invocation.getObjectAttachments())
                .hasSize(2)
                .containsEntry(own, "of application")
                .containsEntry("trace", "of application");
    }

    @Test
    void attachmentsThatAreNoStringsCount() {
        invocation.setObjectAttachment("timeout", 1000L);
        int present = ProviderAttachments.present(invocation.getObjectAttachments());
        invocation.setAttachment("token", "of provider");
        ProviderAttachments.removeAllBut(present, invocation);

        assertThat(invocation.getObjectAttachments()).hasSize(1).containsEntry("timeout", 1000L);
    }

    @Test
    void anInvocationWithoutAttachmentsIsLeftAlone() {
        Invocation bare = (Invocation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Invocation.class}, (proxy, method, arguments) -> null);

        assertThat(ProviderAttachments.present(bare.getObjectAttachments())).isZero();
        ProviderAttachments.removeAllBut(0, bare);
    }
}
