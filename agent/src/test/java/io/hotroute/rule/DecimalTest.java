package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, -1, -9, -10, 999, 1000, Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumberIsReadDigitByDigit(long number) {
        assertText(number);
    }

    @Test
    void anyNumberIsReadDigitByDigit() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            assertText(random.nextLong() >> random.nextInt(64));
        }
    }

    private static void assertText(long number) {
        StringBuilder text = new StringBuilder();
        int length = Decimal.length(number);
        for (int i = 0; i < length; i++) {
            text.append(Decimal.at(number, length, i));
        }
        assertThat(text).hasToString(Long.toString(number));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "42, true",
        "-42, true",
        "999999999999999999, true",
        "1000000000000000000, false",
        "007, false",
        "-0, false",
        "-, false",
        "'', false",
        "1.0, false",
        "+1, false",
        "1e2, false",
        "\u0661, false",
        "' 1', false"
    })
    void aTextIsANumberIfJavaWouldWriteItSo(String text, boolean is) {
        assertThat(Decimal.isLong(text)).isEqualTo(is);
        if (is) {
            assertThat(Decimal.toLong(text)).isEqualTo(Long.parseLong(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1.5", "-1.5", "0.1", "123456789.123456", "007.50", "999999999999999"})
    void aDecimalHasJavasValue(String text) {
        assertThat(Decimal.toDouble(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1.", ".5", "1.2.3", "1e5", "NaN", "1 ", "1234567890123456", "x"})
    void anythingElseIsNoDecimal(String text) {
        assertThat(Decimal.toDouble(text)).isNaN();
    }
}
