package io.hotroute.it.samples;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph of the types that services answer with. A mutable bean, because Dubbo's serializations and generic calls expect one. */
public class Product implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Instant LONG_AGO = Instant.parse("2024-02-29T12:00:00Z");

    private String id;
    private String name;
    private ProductState state;
    private BigDecimal price;
    private double weight;
    private Instant updatedAt;
    private LocalDate releasedOn;
    private String requestId;
    private List<String> tags;
    private List<Part> parts;
    private Map<String, List<String>> labels;

    public Product() {}

    /** The same one for the same id, wherever. */
    static Product of(String id) {
        int number = Math.floorMod(id.hashCode(), 1_000);
        Product product = new Product();
        product.id = id;
        product.name = "product " + id;
        product.state = ProductState.ON_SALE;
        product.price = BigDecimal.valueOf(number + 100, 2);
        product.weight = 1 + number / 7.0;
        product.updatedAt = LONG_AGO.plusSeconds(number);
        product.releasedOn = LocalDate.of(2020, 1, 1).plusDays(number);
        product.requestId = "none";
        product.tags = new ArrayList<>(Arrays.asList("new", "red", "heavy"));
        product.parts = new ArrayList<>(Arrays.asList(
                new Part("a", "bolt", number, "s1"),
                new Part("b", "nut", number + 1, "s2"),
                new Part("c", "nut", 3, "s1")));
        product.labels = new LinkedHashMap<>();
        product.labels.put("de", new ArrayList<>(Arrays.asList("neu", "rot")));
        product.labels.put("en", new ArrayList<>(Arrays.asList("new", "red")));
        return product;
    }

    /** Changes all of it that can be changed, down to the leaves. */
    void spoil() {
        parts.forEach(part -> {
            part.setName("spoiled");
            part.setQuantity(-1);
        });
        parts.clear();
        tags.clear();
        tags.add("spoiled");
        labels.values().forEach(List::clear);
        labels.clear();
        name = "spoiled";
        state = null;
        price = null;
        weight = -1;
        updatedAt = null;
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

    public ProductState getState() {
        return state;
    }

    public void setState(ProductState state) {
        this.state = state;
    }

    public BigDecimal getPrice() {
        return price;
    }

    public void setPrice(BigDecimal price) {
        this.price = price;
    }

    public double getWeight() {
        return weight;
    }

    public void setWeight(double weight) {
        this.weight = weight;
    }

    public Instant getUpdatedAt() {
        return updatedAt;
    }

    public void setUpdatedAt(Instant updatedAt) {
        this.updatedAt = updatedAt;
    }

    public LocalDate getReleasedOn() {
        return releasedOn;
    }

    public void setReleasedOn(LocalDate releasedOn) {
        this.releasedOn = releasedOn;
    }

    public String getRequestId() {
        return requestId;
    }

    public void setRequestId(String requestId) {
        this.requestId = requestId;
    }

    public List<String> getTags() {
        return tags;
    }

    public void setTags(List<String> tags) {
        this.tags = tags;
    }

    public List<Part> getParts() {
        return parts;
    }

    public void setParts(List<Part> parts) {
        this.parts = parts;
    }

    public Map<String, List<String>> getLabels() {
        return labels;
    }

    public void setLabels(Map<String, List<String>> labels) {
        this.labels = labels;
    }

    /** Everything but the request's id. */
    @Override
    public String toString() {
        return String.join(
                ", ",
                Arrays.asList(
                        id,
                        name,
                        String.valueOf(state),
                        String.valueOf(price),
                        String.valueOf(weight),
                        String.valueOf(updatedAt),
                        String.valueOf(releasedOn),
                        String.valueOf(tags),
                        String.valueOf(parts),
                        String.valueOf(labels)));
    }
}
