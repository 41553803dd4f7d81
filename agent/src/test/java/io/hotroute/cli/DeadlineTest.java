package io.hotroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void resultIsReturned() throws CommandFailure {
        assertThat(Deadline.within(10, 5, () -> "result")).isEqualTo("result");
    }

    @Test
    void failureIsPassedOn() {
        CommandFailure failure = new CommandFailure("why");
        assertThatThrownBy(() -> Deadline.within(10, 5, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void workThatTakesTooLongIsLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> Deadline.within(0, 5, () -> {
                    never.await();
                    return null;
                }))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("time-out: JVM 5");
        never.countDown();
    }

    @Test
    void bugKeepsItsCause() {
        RuntimeException bug = new RuntimeException();
        assertThatThrownBy(() -> Deadline.within(10, 5, () -> {
                    throw bug;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(bug);
    }
}
