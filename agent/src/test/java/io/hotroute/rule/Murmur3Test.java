package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Murmur3Test {

    private static final long SEED = 42;

    /** Published vectors of MurmurHash3_x86_32. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "'', 1, 514e28b7",
        "'', ffffffff, 81f16f39",
        "a, 9747b28c, 7fa09ea6",
        "aa, 9747b28c, 5d211726",
        "aaa, 9747b28c, 283e0130",
        "aaaa, 9747b28c, 5a97808a",
        "ab, 9747b28c, 74875592",
        "abc, 9747b28c, c84a62dd",
        "abcd, 9747b28c, f0478627",
        "abc, 0, b3dd93fa",
        "test, 0, ba6bd213",
        "test, 9747b28c, 704b81dc",
        "'Hello, world!', 0, c0363e43",
        "'Hello, world!', 9747b28c, 24884cba",
        "The quick brown fox jumps over the lazy dog, 0, 2e4ff723",
        "The quick brown fox jumps over the lazy dog, 9747b28c, 2fa826cd",
        "\u03c0\u03c0\u03c0\u03c0\u03c0\u03c0\u03c0\u03c0, 9747b28c, d58063c1"
    })
    void aTextHashesAsPublished(String text, String seed, String hash) {
        assertThat(Murmur3.hash(text, Integer.parseUnsignedInt(seed, 16)))
                .isEqualTo(Integer.parseUnsignedInt(hash, 16));
        assertThat(Murmur3.hash(new StringBuilder(text), Integer.parseUnsignedInt(seed, 16)))
                .isEqualTo(Integer.parseUnsignedInt(hash, 16));
    }

    @Test
    void anyTextHashesAsItsUtf8Bytes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) random.nextInt(0x80));
                    case 1 -> text.append((char) random.nextInt(0x10000));
                    case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                    default -> text.append((char) (0xd800 + random.nextInt(0x800)));
                }
            }
            int seed = random.nextInt();
            assertThat(Murmur3.hash(text, seed))
                    .as("seed %d, round %d", SEED, i)
                    .isEqualTo(reference(text.toString().getBytes(StandardCharsets.UTF_8), seed));
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 9, 10, -10, 99, 100, 1234, 12345, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000_000L})
    void aNumberHashesAsItsDecimalText(long number) {
        assertThat(Murmur3.hash(number, 7)).isEqualTo(Murmur3.hash(Long.toString(number), 7));
    }

    @Test
    void anyNumberHashesAsItsDecimalText() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            assertThat(Murmur3.hash(number, i)).as("%d", number).isEqualTo(Murmur3.hash(Long.toString(number), i));
        }
    }

    /** Straight from the reference, over bytes. */
    private static int reference(byte[] bytes, int seed) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int h = seed;
        while (in.remaining() >= 4) {
            h ^= Integer.rotateLeft(in.getInt() * 0xcc9e2d51, 15) * 0x1b873593;
            h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
        }
        int k = 0;
        for (int i = 0; in.hasRemaining(); i += 8) {
            k |= (in.get() & 0xff) << i;
        }
        h ^= Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
        h ^= bytes.length;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
