package io.hotroute.shadow;

import java.util.List;
import java.util.Map;

/** SKELETON, owner: flow. What a rule's shadows have shown so far. Immutable. */
public final class ShadowReport {

    /** @return for people */
    public List<String> lines() {
        throw new UnsupportedOperationException();
    }

    /** @return the same as maps, lists, texts, numbers and booleans */
    public Map<String, Object> asMap() {
        throw new UnsupportedOperationException();
    }
}
