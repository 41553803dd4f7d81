package io.hotroute.it.samples;

import org.apache.dubbo.rpc.RpcContext;

/** Response attachments: {@code RpcContext.getServerContext()}, whose return type differs between the Dubbo lines. */
final class ResponseAttachments {

    private ResponseAttachments() {}

    static RpcContext context() {
        try {
            return (RpcContext) RpcContext.class.getMethod("getServerContext").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no RpcContext.getServerContext()", e);
        }
    }
}
