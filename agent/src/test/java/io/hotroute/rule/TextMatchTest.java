package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMatchTest {

    private static TextMatch methods(String... patterns) {
        return TextMatch.ofMethods(Arrays.asList(patterns), false);
    }

    /** Interfaces made of a proto file have another first letter than their calls by triple. */
    @ParameterizedTest
    @CsvSource({
        "sayHello, SayHello, true",
        "SayHello, sayHello, true",
        "sayHello, sayHello, true",
        "SayHello, SayHello, true",
        "say*, SayHello, true",
        "Say*, sayHello, true",
        "*Hello, SayHello, true",
        "?ayHello, SayHello, true",
        "*say*, SayHello, true",
        "**order, Order, true",
        "*order, cancelorder, true",
        "*order, cancelOrder, false",
        "sayHello, Sayhello, false",
        "sayHello, sayHello2, false",
        "?ayhello, SayHello, false",
        "$echo, $echo, true",
        "*, SayHello, true"
    })
    void theCaseOfAMethodsFirstLetterDoesNotCount(String pattern, String method, boolean matches) {
        assertThat(methods(pattern).matches(method)).isEqualTo(matches);
        assertThat(TextMatch.ofMethods(List.of(pattern), true).matches(method)).isEqualTo(!matches);
    }

    @Test
    void thatOfAnotherNameDoes() {
        assertThat(new TextMatch(List.of("shop"), false).matches("Shop")).isFalse();
    }

    @Test
    void itsTextIsWhatTheRuleSays() {
        assertThat(methods("sayHello", "*get")).hasToString("=sayHello,*get");
        assertThat(TextMatch.ofMethods(List.of("a", "b"), true)).hasToString("!=a,b");
    }
}
