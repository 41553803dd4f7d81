package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One of a document's rules: which calls it is about, and which share of them goes to the candidate. Immutable. */
public final class MatchRule {

    private final String name;
    private final List<TextMatch> methods;
    private final List<TextMatch> applications;
    private final List<TextMatch> addresses;
    private final List<ArgumentMatch> arguments;
    private final List<AttachmentMatch> attachments;
    private final Weight candidateShare;

    MatchRule(String name, Conditions conditions, Weight candidateShare) {
        this.name = name;
        this.methods = copy(conditions.methods);
        this.applications = copy(conditions.applications);
        this.addresses = copy(conditions.addresses);
        this.arguments = copy(conditions.arguments);
        this.attachments = copy(conditions.attachments);
        this.candidateShare = candidateShare;
    }

    private static <T> List<T> copy(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** @return the name, unique in the document */
    public String name() {
        return name;
    }

    /** @return whether it names no method, so that calls of all can match */
    public boolean isForAllMethods() {
        return methods.isEmpty();
    }

    /** @return whether calls of the method can match */
    public boolean matchesMethod(String method) {
        return all(methods, method);
    }

    /** @return whether calls of an application with that name can match */
    public boolean matchesApplication(String application) {
        return all(applications, application);
    }

    /** @return whether calls from that address can match */
    public boolean matchesAddress(String address) {
        return all(addresses, address);
    }

    private static boolean all(List<TextMatch> matches, String text) {
        for (TextMatch match : matches) {
            if (!match.matches(text)) {
                return false;
            }
        }
        return true;
    }

    /** @return what the arguments must be; all of it */
    public List<ArgumentMatch> arguments() {
        return arguments;
    }

    /** @return what the attachments must be; all of it */
    public List<AttachmentMatch> attachments() {
        return attachments;
    }

    /** @return the share of the matching calls that goes to the candidate; zero if the rule is for the baseline */
    public Weight candidateShare() {
        return candidateShare;
    }

    /** @return as a condition string would have it */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        methods.forEach(match -> parts.add("method" + match));
        arguments.forEach(match -> parts.add(match.toString()));
        attachments.forEach(match -> parts.add(match.toString()));
        applications.forEach(match -> parts.add("application" + match));
        addresses.forEach(match -> parts.add("host" + match));
        String to = candidateShare.equals(Weight.ZERO) ? "baseline" : "candidate " + candidateShare + "%";
        return name + ": " + String.join(" & ", parts) + " => " + to;
    }

    /** What a rule is made of, while it is read. Not thread-safe. */
    static final class Conditions {
        final List<TextMatch> methods = new ArrayList<>();
        final List<TextMatch> applications = new ArrayList<>();
        final List<TextMatch> addresses = new ArrayList<>();
        final List<ArgumentMatch> arguments = new ArrayList<>();
        final List<AttachmentMatch> attachments = new ArrayList<>();
    }
}
