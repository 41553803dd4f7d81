package io.hotroute.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.launch.Options;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.route.TestCall;
import io.hotroute.rule.ServiceKey;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.Weaver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private static final String RULES =
            """
            # \ud83d\ude80 order upgrade
            configVersion: v1
            key: com.acme.OrderService
            baseline: {version: 1.0.0}
            candidate: {version: 1.1.0}
            route: {weight: 5} # percent
            ---
            configVersion: v1
            key: com.acme.PaymentService
            enabled: false
            baseline: {version: 1.0.0}
            candidate: {version: 2.0.0}
            route: {weight: 50}
            """;

    private static final ServiceKey ORDER = ServiceKey.of(null, "com.acme.OrderService", "1.0.0");

    private final LiveRoutes routes = new LiveRoutes();
    private final Log log = new Log(new PrintStream(new ByteArrayOutputStream()), Log.Level.INFO);
    private final Events events = new Events(log);
    private final Upgrades upgrades = new Upgrades(events);
    private final Weaver weaver = new Weaver(instrumentation(), routes, upgrades, log);
    private final Control control = new Control(
            "1.2.3",
            "attach",
            Options.of("log=off", new Properties(), Collections.emptyMap()),
            weaver,
            routes,
            upgrades,
            events,
            log,
            List::of);

    private static Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                ControlTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @AfterEach
    void close() {
        Gate.close();
    }

    private String lastAudit() {
        List<String> audit = control.getAudit();
        return audit.get(audit.size() - 1);
    }

    @Test
    void invariant13_rulesThatAreAppliedAreInForceAndAudited() {
        control.apply(RULES);

        assertThat(control.getRules()).isEqualTo(RULES);
        assertThat(routes.table().routes()).extracting(ServiceRoute::service).containsExactly(ORDER);
        assertThat(control.getAudit()).hasSize(1);
        assertThat(lastAudit())
                .endsWith(" apply, epoch 1: + com.acme.OrderService:1.0.0 -> 1.1.0 5% "
                        + "+ com.acme.PaymentService:1.0.0 -> 2.0.0 50% (disabled) (by jmx)");
    }

    @Test
    void rulesThatAreAppliedAgainAreAuditedAsNoChange() {
        control.apply(RULES);
        control.apply(RULES);

        assertThat(lastAudit()).endsWith(" apply, epoch 2: no change (by jmx)");
    }

    @Test
    void invariant12_badRulesLeaveThePreviousInForceAndAreAudited() {
        control.apply(RULES);
        RouteTable before = routes.table();
        String problem =
                "document 2, route.weight (line 13): '500' is not allowed; allowed: a percentage from 0 to 100 "
                        + "with at most two decimals";

        assertThatThrownBy(() ->
                        control.apply(RULES.replace("weight: 50", "weight: 500").replace("weight: 5}", "weight: 6}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem)
                .hasNoCause();
        assertThat(control.getRules()).isEqualTo(RULES);
        assertThat(routes.table()).isSameAs(before);
        assertThat(lastAudit()).endsWith(" apply refused, the rules in force stay: " + problem + " (by jmx)");
    }

    @Test
    void aWeightIsSetWhereItStandsInTheText() {
        control.apply(RULES);
        control.setWeight("com.acme.OrderService", 12.34);

        assertThat(control.getRules()).isEqualTo(RULES.replace("{weight: 5}", "{weight: 12.34}"));
        assertThat(routes.table().find(ORDER).weight()).hasToString("12.34");
        assertThat(lastAudit())
                .endsWith(" setWeight com.acme.OrderService 12.34, epoch 2: - com.acme.OrderService:1.0.0 -> 1.1.0 5% "
                        + "+ com.acme.OrderService:1.0.0 -> 1.1.0 12.34% (by jmx)");
    }

    @Test
    void theEpochRisesByEachChangeAndStaysAtARefusal() {
        assertThat(control.getEpoch()).isZero();
        control.apply(RULES);
        assertThat(control.getEpoch()).isEqualTo(1);
        control.setWeight("com.acme.OrderService", 7);
        assertThat(control.getEpoch()).isEqualTo(2);
        control.rollback("com.acme.OrderService");
        assertThat(control.getEpoch()).isEqualTo(3);
        assertThat(lastAudit()).contains(" rollback com.acme.OrderService, epoch 3: - com.acme.OrderService");

        assertThatThrownBy(() -> control.apply("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> control.setWeight("com.acme.OrderService", 101))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> control.rollback("com.acme.Unknown")).isInstanceOf(IllegalArgumentException.class);
        assertThat(control.getEpoch()).isEqualTo(3);
        control.clear();
        assertThat(control.getEpoch()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, 0", "5.0, 5", "100, 100", "1e2, 100", "1e1, 10", "0.01, 0.01", "0.10, 0.1"})
    void aWeightIsWrittenPlainly(double percent, String written) {
        control.apply(RULES);
        control.setWeight("com.acme.OrderService", percent);

        assertThat(control.getRules()).isEqualTo(RULES.replace("{weight: 5}", "{weight: " + written + "}"));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "-1, -1",
        "100.01, 100.01",
        "101, 101",
        "1e20, 100000000000000000000",
        "12.345, 12.345",
        "4.9E-5, 0.000049"
    })
    void aWeightThatIsNoneIsRefusedAndAudited(double percent, String shown) {
        control.apply(RULES);
        RouteTable before = routes.table();
        String problem = "route.weight: '" + shown
                + "' is not allowed; allowed: a percentage from 0 to 100 with at most " + "two decimals";

        assertThatThrownBy(() -> control.setWeight("com.acme.OrderService", percent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
        assertThat(control.getRules()).isEqualTo(RULES);
        assertThat(routes.table()).isSameAs(before);
        assertThat(lastAudit())
                .endsWith(" setWeight com.acme.OrderService " + shown + " refused, the rules in force stay: " + problem
                        + " (by jmx)");
    }

    @Test
    void invariant11_rollbackIsWeightZeroAndKeepsCounting() {
        control.apply(RULES);
        TestCall.of("get").decide(routes.table().find(ORDER));
        control.rollback("com.acme.OrderService:1.0.0");

        assertThat(control.getRules()).isEqualTo(RULES.replace("{weight: 5}", "{weight: 0}"));
        assertThat(TestCall.of("get").decide(routes.table().find(ORDER)).target())
                .hasToString("BASELINE");
        assertThat(control.getDecisions().stream()
                        .mapToLong(DecisionCount::getCalls)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void anUnknownServiceIsRefused() {
        control.apply(RULES);

        assertThatThrownBy(() -> control.rollback("com.acme.OrderServic"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "service: 'com.acme.OrderServic' is not allowed; allowed: com.acme.OrderService:1.0.0");
        assertThatThrownBy(() -> control.setWeight(null, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service: 'null' is not allowed");
        assertThatThrownBy(() -> control.apply((String) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the rule text is empty");
        assertThat(control.getRules()).isEqualTo(RULES);
        assertThat(control.getAudit()).hasSize(4);
    }

    @Test
    void clearRemovesEveryRule() {
        control.apply(RULES);
        control.clear();

        assertThat(control.getRules()).isEmpty();
        assertThat(routes.table().isEmpty()).isTrue();
        assertThat(lastAudit())
                .contains(" clear, epoch 2: - com.acme.OrderService:1.0.0 -> 1.1.0 5% - com.acme.PaymentService");
    }

    @Test
    void aFileOfRulesIsAppliedAndNamedInTheAudit(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), RULES);
        control.applyFile(file.toString());

        assertThat(control.getRules()).isEqualTo(RULES);
        assertThat(lastAudit()).endsWith(" (by file " + file + ")");
    }

    @ParameterizedTest
    @CsvSource({"/does/not/exist.yaml", "."})
    void aFileThatCannotBeReadIsRefusedByName(String file) {
        assertThatThrownBy(() -> control.applyFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("option rules: '" + file + "' cannot be read: ");
        assertThat(control.getRules()).isEmpty();
    }

    @Test
    void invariant5_enabledOpensAndClosesTheGateAndKeepsTheRules() {
        control.apply(RULES);
        control.setEnabled(true);
        assertThat(Gate.isOpen()).isTrue();
        assertThat(control.isEnabled()).isTrue();

        control.setEnabled(false);
        assertThat(Gate.isOpen()).isFalse();
        assertThat(control.isEnabled()).isFalse();
        assertThat(lastAudit()).endsWith(" disabled: every call goes its usual way (by jmx)");
        assertThat(control.getRules()).isEqualTo(RULES);

        control.setEnabled(true);
        assertThat(Gate.isOpen()).isTrue();
        assertThat(lastAudit()).endsWith(" enabled (by jmx)");
    }

    @Test
    void aBlownFuseIsShownAndEnablingForgivesIt() {
        control.setEnabled(true);
        long before = control.getFaults();
        for (int i = 0; i < Faults.BUDGET; i++) {
            Gate.fault(new IllegalStateException("ours"));
        }
        assertThat(control.isEnabled()).isFalse();
        assertThat(control.isFuseBlown()).isTrue();
        assertThat(control.getFaults()).isEqualTo(before + Faults.BUDGET);
        assertThat(control.getLastFault()).contains("IllegalStateException: ours");

        control.setEnabled(true);
        assertThat(control.isFuseBlown()).isFalse();
        assertThat(control.isEnabled()).isTrue();
    }

    @Test
    void theMxBeanHasOpenTypesOnlySoThatAnyClientCanReadIt() throws JMException {
        MBeanInfo info = new StandardMBean(control, ControlMXBean.class, true).getMBeanInfo();

        assertThat(info.getAttributes())
                .hasSize(19)
                .allMatch(attribute -> attribute.getDescriptor().getFieldValue("openType") instanceof OpenType);
        assertThat(Arrays.stream(info.getAttributes()).filter(MBeanAttributeInfo::isWritable))
                .extracting(MBeanAttributeInfo::getName)
                .containsExactly("Enabled");
        assertThat(info.getOperations())
                .extracting(MBeanOperationInfo::getName)
                .containsExactlyInAnyOrder(
                        "apply",
                        "setWeight",
                        "rollback",
                        "clear",
                        "check",
                        "degrade",
                        "detach",
                        "explain",
                        "rememberCalls",
                        "recentCalls",
                        "restore",
                        "rollout",
                        "shadow",
                        "shadowReport",
                        "shadowReportJson",
                        "startDrill",
                        "stopDrill",
                        "drillReport");
        for (MBeanOperationInfo operation : info.getOperations()) {
            assertThat(operation.getDescriptor().getFieldValue("openType"))
                    .as(operation.getName())
                    .isNotNull();
            assertThat(operation.getSignature()).as(operation.getName()).allMatch(parameter -> List.of(
                            "java.lang.String", "double", "int", "[Ljava.lang.String;")
                    .contains(parameter.getType()));
        }
    }

    @Test
    void theMxBeanWorksThroughAnMBeanServer() throws JMException {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        ObjectName name = new ObjectName(Control.NAME);
        server.registerMBean(control, name);

        String rules = RULES.replace("{weight: 5}", "{weight: 100}");
        server.invoke(name, "apply", new Object[] {rules}, new String[] {"java.lang.String"});
        TestCall.of("get").decide(routes.table().find(ORDER));
        server.setAttribute(name, new Attribute("Enabled", true));

        assertThat(server.getAttribute(name, "Rules")).isEqualTo(rules);
        assertThat(server.getAttribute(name, "Enabled")).isEqualTo(true);
        assertThat(server.getAttribute(name, "Version")).isEqualTo("1.2.3");
        assertThat(server.getAttribute(name, "Mode")).isEqualTo("attach");
        assertThat((String[]) server.getAttribute(name, "Options"))
                .containsExactly("config= (default)", "rules= (default)", "log=off (agent argument)");
        assertThat((CompositeData[]) server.getAttribute(name, "Dubbos")).isEmpty();
        assertThat((CompositeData[]) server.getAttribute(name, "References")).isEmpty();
        CompositeData[] decisions = (CompositeData[]) server.getAttribute(name, "Decisions");
        assertThat(Arrays.stream(decisions)
                        .map(count -> count.get("rule") + " " + count.get("version") + " " + count.get("target") + " "
                                + count.get("reason") + " " + count.get("calls"))
                        .toList())
                .containsExactly(
                        "weight 1.1.0 candidate weight 1",
                        "weight 1.0.0 baseline weight 0",
                        "weight 1.0.0 baseline candidate-not-ready 0",
                        "weight 1.0.0 baseline candidate-unavailable 0",
                        "weight 1.0.0 baseline candidate-lacks-method 0",
                        "any 1.0.0 baseline candidate-lost 0");
        assertThat(decisions[0].get("service")).isEqualTo("com.acme.OrderService:1.0.0");
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            assertThat(server.getAttribute(name, attribute.getName()))
                    .as(attribute.getName())
                    .isNotNull();
        }
        assertThatThrownBy(() -> server.invoke(name, "apply", new Object[] {"[]"}, new String[] {"java.lang.String"}))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .cause()
                .hasMessageStartingWith("the rule text: 'a sequence' is not allowed");
    }
}
