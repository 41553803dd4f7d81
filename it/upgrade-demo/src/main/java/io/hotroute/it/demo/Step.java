package io.hotroute.it.demo;

import java.util.List;
import java.util.function.Consumer;

/**
 * A part of the upgrade: something that the operator does, and the share of 2.0.0 that holds from then on.
 *
 * @param weight in percent
 */
record Step(String name, int weight, Consumer<Operator> action) {

    static final List<Step> PLAN = List.of(
            new Step("rule applied", 0, Operator::applyRule),
            weight(10),
            weight(50),
            weight(100),
            new Step("rollback", 0, Operator::rollback));

    String label() {
        return weight + "%";
    }

    private static Step weight(int percent) {
        return new Step("weight " + percent, percent, operator -> operator.setWeight(percent));
    }
}
