package io.hotroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmStatusTest {

    private final JvmStatus routed = JvmStatus.known(7, "app.Main", true, "1.2.3");
    private final JvmStatus plain = JvmStatus.known(8, "app.Main", false, null);
    private final JvmStatus unknown = JvmStatus.unknown(9, "C:\\a \"b\"\t.jar", "why");

    @Test
    void rowsStandUnderTheHeader() {
        assertThat(JvmStatus.header()).isEqualTo("PID      DUBBO  HOTROUTE         MAIN");
        assertThat(routed.row()).isEqualTo("7        yes    1.2.3            app.Main");
        assertThat(plain.row()).isEqualTo("8        no     -                app.Main");
        assertThat(unknown.row()).startsWith("9        ?      ?                C:");
    }

    @Test
    void jsonTellsUnknownByNull() {
        assertThat(routed.json())
                .isEqualTo("{\"pid\": 7, \"main\": \"app.Main\", \"dubbo\": true, \"hotroute\": \"1.2.3\","
                        + " \"error\": null}");
        assertThat(plain.json()).contains("\"dubbo\": false, \"hotroute\": null, \"error\": null");
        assertThat(unknown.json()).contains("\"dubbo\": null, \"hotroute\": null, \"error\": \"why\"");
    }

    @Test
    void jsonEscapes() {
        assertThat(unknown.json()).contains("\"main\": \"C:\\\\a \\\"b\\\"\\u0009.jar\"");
    }

    @Test
    void jvmThatCannotBeAskedMayHaveDubbo() {
        assertThat(routed.mayHaveDubbo()).isTrue();
        assertThat(plain.mayHaveDubbo()).isFalse();
        assertThat(unknown.mayHaveDubbo()).isTrue();
        assertThat(unknown.error()).isEqualTo("why");
    }
}
