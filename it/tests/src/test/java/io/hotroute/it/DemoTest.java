package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.Checkout;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ./it/demo} starts after its build, at a quicker pace. */
class DemoTest {

    @Test
    void theDemoMovesTrafficThereAndBackAndSaysOk() {
        List<Path> classPath = new ArrayList<>();
        classPath.add(Checkout.built("it/upgrade-demo/target/classes"));
        classPath.addAll(Checkout.classPath("it/upgrade-demo/target/classpath"));
        try (ForkedJvm demo = ForkedJvm.builder(Jdk.running(), "io.hotroute.it.demo.Demo")
                .classPath(classPath)
                .property("hotroute.root", Checkout.root())
                .arguments("3.3", "2")
                .start()) {
            assertThat(demo.awaitExit(Duration.ofMinutes(3))).as(demo.output()).isZero();
            assertThat(demo.stdout())
                    .contains("setWeight(OrderService, 50)", "rollback(OrderService)", " 0 errors;")
                    .endsWith("OK");
        }
    }
}
