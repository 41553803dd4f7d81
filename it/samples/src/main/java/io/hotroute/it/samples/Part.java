package io.hotroute.it.samples;

import java.io.Serializable;

/** Of a {@link Product}. A mutable bean, as that. */
public class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    private String id;
    private String name;
    private int quantity;
    private String supplier;

    public Part() {}

    Part(String id, String name, int quantity, String supplier) {
        this.id = id;
        this.name = name;
        this.quantity = quantity;
        this.supplier = supplier;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getQuantity() {
        return quantity;
    }

    public void setQuantity(int quantity) {
        this.quantity = quantity;
    }

    /** A number that the version gives it: not the same in another one, but the same for each of its parts. */
    public String getSupplier() {
        return supplier;
    }

    public void setSupplier(String supplier) {
        this.supplier = supplier;
    }

    @Override
    public String toString() {
        return id + " " + name + " " + quantity + " " + supplier;
    }
}
