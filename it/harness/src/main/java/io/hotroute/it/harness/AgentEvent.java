package io.hotroute.it.harness;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Something that the agent did by itself. Immutable.
 *
 * @param time when, by the agent's clock
 * @param text service, method, side, states and evidence
 */
public record AgentEvent(Instant time, String text) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    static AgentEvent of(String line) {
        String[] parts = line.split(" ", 2);
        return new AgentEvent(OffsetDateTime.parse(parts[0], TIME).toInstant(), parts[1]);
    }

    boolean isAbout(String service) {
        return text.startsWith(service + ":") || text.startsWith(service + " ");
    }
}
