package io.schism.harness.cli;

import io.schism.histories.error.UserError;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code schism COMMAND ...}. */
@Command(
        name = "schism",
        description = "Shows, with evidence, whether a replicated service keeps one truth when its network breaks.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            DoctorCommand.class,
            RunCommand.class,
            PlanCommand.class,
            CampaignCommand.class,
            CheckCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ServeCommand.class,
            ExportCommand.class,
            GenerateCommand.class,
            ListCommand.class,
            CleanCommand.class,
            TableCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:valid, or as expected",
            "1:invalid, or not as expected",
            "2:unknown",
            "254:the harness could not do its work",
            "255:wrong usage or wrong input"
        })
public final class Main implements Runnable {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs a command line and returns its exit code. */
    public static int execute(String... args) {
        Main main = new Main();
        CommandLine line = new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, arguments) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println("schism: " + oneLine(String.valueOf(e.getMessage())) + "; see `"
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`");
            return Exit.USAGE.code();
        });
        line.setExecutionExceptionHandler((e, commandLine, result) -> {
            PrintWriter err = commandLine.getErr();
            if (main.debug) {
                e.printStackTrace(err);
            }
            if (e instanceof UserError error) {
                err.println("schism: " + oneLine(String.valueOf(error.getMessage())));
                return error.kind().exitCode();
            }
            err.println("schism: the harness failed: " + oneLine(e.toString()) + "; --debug shows where");
            return Exit.HARNESS.code();
        });
        try {
            return line.execute(args);
        } catch (Error e) { // out of memory, a broken class path: no verdict, so never exit 1
            System.err.println("schism: the harness failed: " + oneLine(e.toString()) + "; --debug shows where");
            if (main.debug) {
                e.printStackTrace();
            }
            return Exit.HARNESS.code();
        }
    }

    /**
     * That what was printed arrived.
     *
     * @throws UserError where the disk is full, or nobody reads on
     */
    static void demandWritten() {
        if (System.out.checkError()) {
            throw UserError.environment(
                    "standard output takes no more: what was to be written is not complete",
                    "name a file with --output");
        }
    }

    static String oneLine(String message) {
        return String.valueOf(message)
                .lines()
                .map(String::strip)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
