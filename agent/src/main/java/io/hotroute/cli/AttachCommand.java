package io.hotroute.cli;

import io.hotroute.launch.Log;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code hotroute attach}: loads the agent into a JVM that runs, once, and says what became of it. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Loads the agent into a JVM that runs, and prints what it found there.",
            "A JVM that has the agent already is left as it is."
        },
        footer = {
            "",
            "A JVM of JDK 21 or later prints a warning of its own when an agent is loaded while it runs;"
                    + " -XX:+EnableDynamicAgentLoading on its command line silences that."
        })
final class AttachCommand implements Callable<Integer> {

    private static final int LIMIT_SECONDS = 60;

    private final File agentJar;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<pid>", converter = Pid.class, description = "The JVM's process id, see 'hotroute list'.")
    private long pid;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules that are applied at once.")
    private Path rules;

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            description = "How much the agent logs to the JVM's standard error: off, error, info or debug.")
    private Log.Level log;

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with options of the agent.")
    private Path config;

    AttachCommand(File agentJar) {
        this.agentJar = agentJar;
    }

    @Override
    public Integer call() throws CommandFailure {
        String arguments = agentArguments();
        checkFiles();
        return Deadline.within(LIMIT_SECONDS, pid, () -> attach(arguments));
    }

    private String agentArguments() {
        List<String> arguments = new ArrayList<>();
        if (rules != null) {
            arguments.add("rules=" + absolute("--rules", rules));
        }
        if (log != null) {
            arguments.add("log=" + log.name().toLowerCase(Locale.ROOT));
        }
        if (config != null) {
            arguments.add("config=" + absolute("--config", config));
        }
        return String.join(",", arguments);
    }

    /** The JVM's working directory is another one than ours. */
    private Path absolute(String option, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.toString().contains(",")) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": '" + absolute
                            + "' has a comma, which separates the agent's options: rename or move it");
        }
        return absolute;
    }

    /** Before anything is loaded: once the agent is there, attaching again would not apply the corrected rules. */
    private void checkFiles() throws CommandFailure {
        if (config != null && !Files.isReadable(config)) {
            throw new CommandFailure("--config: '" + config + "' cannot be read: give a readable file");
        }
        if (rules == null) {
            return;
        }
        try {
            RuleParser.parse(new String(Files.readAllBytes(rules), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailure("--rules: '" + rules + "' cannot be read (" + e + "): give a readable file", e);
        } catch (RuleException e) {
            throw new CommandFailure(
                    "nothing was loaded, as the rules in '" + rules + "' are refused: " + e.getMessage(), e);
        }
    }

    private int attach(String arguments) throws CommandFailure {
        try (Jvm jvm = Jvm.attach(pid);
                RemoteAgent agent = jvm.manage()) {
            if (agent.hasControl() || agent.hasThread()) {
                reportEarlier(agent);
                return 0;
            }
            jvm.load(agentJar, arguments);
            if (!agent.hasControl()) {
                throw new CommandFailure("the agent did not start in JVM " + pid
                        + ": the line with [hotroute] ERROR in that JVM's standard error says why");
            }
            report("is attached to JVM " + pid, agent);
            reportVersion(agent.text("Version"), Hotroute.Version.ofThisJar());
            reportRules(agent);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(
                    "the agent in JVM " + pid + " cannot be asked (" + e
                            + "): look for [hotroute] in that JVM's standard error",
                    e);
        }
    }

    private void reportEarlier(RemoteAgent agent) throws IOException {
        String result = "was in JVM " + pid + " already and nothing was changed";
        if (agent.hasControl()) {
            report(result, agent);
        } else {
            out().println("Hotroute " + result + "; it waits for Dubbo's classes to be loaded");
        }
        if (rules != null || log != null || config != null) {
            err().println("hotroute: the options were ignored, as the agent runs already: rules can be changed by the"
                    + " operation 'apply' of its MBean, the rest by a restart of the JVM");
        }
    }

    private void report(String result, RemoteAgent agent) throws IOException {
        out().println("Hotroute " + agent.text("Version") + " " + result + " (JDK " + agent.text("Jdk") + ")");
        List<String> dubbos = agent.dubbos();
        dubbos.forEach(out()::println);
        if (dubbos.isEmpty()) {
            out().println("no Dubbo yet: it is woven when its classes are loaded");
        }
    }

    private void reportVersion(String running, String ours) {
        if (!running.equals(ours)) {
            err().println("hotroute: it is version " + running + ", which was in JVM " + pid
                    + " before, and not this command's " + ours + ": a JVM keeps the first; restart it for another");
        }
    }

    private void reportRules(RemoteAgent agent) throws IOException, CommandFailure {
        String applied = agent.lastApply();
        if (applied.startsWith("apply refused")) {
            throw new CommandFailure("the agent runs, but refused the rules: " + applied);
        }
        if (applied.isEmpty() && rules != null) {
            throw new CommandFailure("the agent runs, but could not read '" + rules
                    + "': that JVM's user (and container) must see it under the same path; apply the rules by the"
                    + " operation 'apply' of its MBean");
        }
        if (!applied.isEmpty()) {
            out().println("rules applied: " + applied);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A process id. */
    static final class Pid implements ITypeConverter<Long> {

        @Override
        public Long convert(String value) {
            if (!value.matches("[1-9]\\d{0,17}")) {
                throw new TypeConversionException("'" + value + "' is not a process id; 'hotroute list' shows them");
            }
            return Long.valueOf(value);
        }
    }
}
