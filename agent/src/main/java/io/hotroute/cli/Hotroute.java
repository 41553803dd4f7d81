package io.hotroute.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code hotroute}. Data goes to standard output, everything else to standard error. */
@Command(
        name = "hotroute",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Re-routes live Apache Dubbo calls between versions.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:could not be done; standard error says why", "2:wrong usage"})
public final class Hotroute {

    private Hotroute() {}

    /**
     * Called by {@link io.hotroute.launch.Launcher#main}, by reflection.
     *
     * @param agentJar the jar that {@code attach} loads into other JVMs
     * @return the exit code: 0 done, 1 could not be done, 2 wrong usage
     */
    public static int run(File agentJar, String[] arguments) {
        return commandLine(agentJar).execute(arguments);
    }

    static int run(File agentJar, PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine(agentJar).setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine commandLine(File agentJar) {
        return new CommandLine(new Hotroute())
                .addSubcommand(new AttachCommand(agentJar))
                .addSubcommand(new DetachCommand(agentJar))
                .addSubcommand(new ListCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new RolloutCommand())
                .addSubcommand(new DegradeCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new DrillCommand())
                .addSubcommand(new ShadowCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Hotroute::wrongUsage)
                .setExecutionExceptionHandler(Hotroute::notDone);
    }

    /** One line instead of picocli's whole help text, in which the reason would get lost. */
    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        StringBuilder line = new StringBuilder("hotroute: ").append(wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException) {
            List<String> suggestions = ((UnmatchedArgumentException) wrong).getSuggestions();
            line.append(suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?");
        }
        line.append("; see '").append(command.getCommandSpec().qualifiedName()).append(" --help'");
        command.getErr().println(line);
        return ExitCode.USAGE;
    }

    /** @throws Exception if it is a bug of ours: picocli prints the stack trace and returns 1 */
    private static int notDone(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof CommandFailure)) {
            throw failure;
        }
        command.getErr().println("hotroute: " + failure.getMessage());
        return ExitCode.SOFTWARE;
    }

    /** The version that the build put into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"hotroute " + ofThisJar()};
        }

        static String ofThisJar() throws IOException {
            try (InputStream in = Hotroute.class.getResourceAsStream("/io/hotroute/version.properties")) {
                Properties properties = new Properties();
                properties.load(in);
                return properties.getProperty("version");
            }
        }
    }
}
