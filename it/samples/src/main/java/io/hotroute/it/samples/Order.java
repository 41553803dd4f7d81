package io.hotroute.it.samples;

import java.io.Serializable;

/** An order, and who served it. A mutable bean, because Dubbo's serializations and generic calls expect one. */
public class Order implements Serializable {

    private static final long serialVersionUID = 1L;

    private String id;
    private String version;
    private int providerPort;

    public Order() {}

    Order(String id, String version, int providerPort) {
        this.id = id;
        this.version = version;
        this.providerPort = providerPort;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public int getProviderPort() {
        return providerPort;
    }

    public void setProviderPort(int providerPort) {
        this.providerPort = providerPort;
    }
}
