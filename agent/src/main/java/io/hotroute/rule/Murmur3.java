package io.hotroute.rule;

/**
 * MurmurHash3, x86, 32 bits, of a text as UTF-8: Austin Appleby's public-domain algorithm (smhasher, MurmurHash3.cpp). The
 * same on every JVM. Stateless and thread-safe; allocates nothing.
 */
public final class Murmur3 {

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    /** @return the hash of the text's UTF-8 bytes; a surrogate without its other half counts as {@code ?} */
    public static int hash(CharSequence text, int seed) {
        int hash = seed;
        int bytes = 0;
        long pending = 0;
        int bits = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            int codePoint = codePointAt(text, i, length);
            i += codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 1 : 0;
            int size = size(codePoint);
            pending |= (utf8(codePoint) & 0xffffffffL) << bits;
            bits += 8 * size;
            bytes += size;
            if (bits >= 32) {
                hash = mix(hash, (int) pending);
                pending >>>= 32;
                bits -= 32;
            }
        }
        return finish(hash, (int) pending, bytes);
    }

    /** @return the hash of the number's decimal text */
    public static int hash(long number, int seed) {
        int hash = seed;
        int block = 0;
        int length = Decimal.length(number);
        for (int i = 0; i < length; i++) {
            block |= Decimal.at(number, length, i) << (8 * (i & 3));
            if ((i & 3) == 3) {
                hash = mix(hash, block);
                block = 0;
            }
        }
        return finish(hash, block, length);
    }

    private static int codePointAt(CharSequence text, int i, int length) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
            return c;
        }
        boolean pair = Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
        return pair ? Character.toCodePoint(c, text.charAt(i + 1)) : '?';
    }

    private static int size(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The bytes of a code point, the first one lowest. */
    private static int utf8(int c) {
        switch (size(c)) {
            case 1:
                return c;
            case 2:
                return 0xc0 | c >> 6 | (0x80 | c & 0x3f) << 8;
            case 3:
                return 0xe0 | c >> 12 | (0x80 | c >> 6 & 0x3f) << 8 | (0x80 | c & 0x3f) << 16;
            default:
                return 0xf0
                        | c >> 18
                        | (0x80 | c >> 12 & 0x3f) << 8
                        | (0x80 | c >> 6 & 0x3f) << 16
                        | (0x80 | c & 0x3f) << 24;
        }
    }

    private static int mix(int hash, int block) {
        return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finish(int hash, int tail, int bytes) {
        // Without a tail the scrambled block is 0 and changes nothing.
        int h = hash ^ scramble(tail) ^ bytes;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
