package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTest {

    @Test
    void everyWeightIsTheSameAfterItWasWrittenAndRead() {
        Set<Weight> all = new HashSet<>();
        for (int i = 0; i <= Weight.WHOLE; i++) {
            String plain = BigDecimal.valueOf(i, 2).toPlainString();
            Weight weight = Weight.parse(plain);

            assertThat(weight).as(plain).isNotNull();
            assertThat(weight.tenThousandths()).as(plain).isEqualTo(i);
            assertThat(new BigDecimal(weight.toString())).as(plain).isEqualByComparingTo(plain);
            assertThat(Weight.parse(weight.toString()))
                    .as(plain)
                    .isEqualTo(weight)
                    .hasSameHashCodeAs(weight);
            all.add(weight);
        }
        assertThat(all).hasSize(10_001);
    }

    @Test
    void aWeightIsWrittenWithoutDecimalsThatItDoesNotNeed() {
        assertThat(Weight.parse("5.00")).hasToString("5");
        assertThat(Weight.parse("5.50")).hasToString("5.5");
        assertThat(Weight.parse("5.05")).hasToString("5.05");
        assertThat(Weight.parse("0")).isEqualTo(Weight.ZERO).hasToString("0");
    }

    @Test
    void whatAnOperatorTypesIsTrimmed() throws RuleException {
        assertThat(Weight.ofPercent(" 5 ")).isEqualTo(Weight.parse("5"));
    }

    @Test
    void noBucketIsLikelierThanAnotherByMoreThanOneNumberOfTheRandomOnes() {
        long numbers = 1L << Integer.SIZE;
        long first = 0;
        for (int bucket = 0; bucket < Weight.WHOLE; bucket++) {
            long next = (numbers * (bucket + 1) + Weight.WHOLE - 1) / Weight.WHOLE;
            assertThat(Weight.bucket((int) first)).isEqualTo(bucket);
            assertThat(Weight.bucket((int) (next - 1))).isEqualTo(bucket);
            assertThat(next - first).isBetween(numbers / Weight.WHOLE, numbers / Weight.WHOLE + 1);
            first = next;
        }
        assertThat(first).isEqualTo(numbers);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "NaN", "Infinity", "-1", "-0", "100.01", "101", "999", "1e2", "12.345", "5,5", "5 %"})
    void whatIsNoWeightIsRefusedWithTheRange(String text) {
        assertThatThrownBy(() -> Weight.ofPercent(text))
                .isInstanceOf(RuleException.class)
                .hasMessage("route.weight: '" + text
                        + "' is not allowed; allowed: a percentage from 0 to 100 with at most two decimals");
    }
}
