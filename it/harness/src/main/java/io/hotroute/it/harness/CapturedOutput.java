package io.hotroute.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** The last lines of a stream of another process, read in a thread of its own. Thread-safe. */
final class CapturedOutput {

    private static final int MAX_LINES = 5_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Deque<String> unread = new ArrayDeque<>();
    private boolean ended;

    static CapturedOutput of(InputStream stream, String name) {
        CapturedOutput output = new CapturedOutput();
        Thread thread = new Thread(() -> output.read(stream), name);
        thread.setDaemon(true);
        thread.start();
        return output;
    }

    /** The next line that matches, of those no earlier call has passed; empty at the deadline or the stream's end. */
    synchronized Optional<String> next(Predicate<String> matches, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (; ; ) {
            while (!unread.isEmpty()) {
                String line = unread.remove();
                if (matches.test(line)) {
                    return Optional.of(line);
                }
            }
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                return Optional.empty();
            }
            // Rounded up: zero would wait forever.
            wait(left / 1_000_000 + 1);
        }
    }

    synchronized String text() {
        return String.join("\n", lines);
    }

    private void read(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("[capture ended: " + e + "]");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        addBounded(lines, line);
        addBounded(unread, line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private static void addBounded(Deque<String> deque, String line) {
        if (deque.size() == MAX_LINES) {
            deque.remove();
        }
        deque.add(line);
    }
}
