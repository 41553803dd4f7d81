package io.hotroute.rule;

/**
 * From YAML's marks, which count code points, to positions in the text, which count chars. Asked in the order of the text
 * it walks the text once. Not thread-safe; lives for one parse.
 */
final class Offsets {

    private final String text;
    private int codePoint;
    private int offset;

    Offsets(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int of(int wantedCodePoint) {
        offset = text.offsetByCodePoints(offset, wantedCodePoint - codePoint);
        codePoint = wantedCodePoint;
        return offset;
    }
}
