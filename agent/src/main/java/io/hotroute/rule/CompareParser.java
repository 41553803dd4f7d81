package io.hotroute.rule;

/** SKELETON, owner: snapshot. */
final class CompareParser {
    private CompareParser() {}

    static Compare compare(Value value) throws RuleException {
        throw new UnsupportedOperationException();
    }
}
