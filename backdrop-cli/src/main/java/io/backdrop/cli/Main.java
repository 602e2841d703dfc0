package io.backdrop.cli;

import io.backdrop.cli.common.Failure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. What its subcommands do not say for themselves, they inherit. */
@Command(
    name = "backdrop",
    description = "Close it now; pay for it later, elsewhere.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All is well.",
      "1:Something is not: a value was not released exactly once, say, or an output could not be written.",
      "2:What was asked for cannot be done; nothing was begun.",
      "130:Interrupted by Ctrl-C; 143 by SIGTERM."
    },
    subcommands = {
      CompareCommand.class,
      LatencyCommand.class,
      SoakCommand.class,
      HelpCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // Figures are the same everywhere.
    System.exit(commandLine(System.out, System.err).execute(args));
  }

  static CommandLine commandLine(PrintStream out, PrintStream err) {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setExpandAtFiles(false)
        .setUsageHelpWidth(80)
        .setExecutionStrategy(Main::run)
        .setParameterExceptionHandler((e, _) -> refuse(e))
        .setExecutionExceptionHandler((e, command, _) -> fail(e, command));
  }

  /** Where the output could not be printed, the command has failed, whatever it returns. */
  private static int run(ParseResult arguments) {
    int exitCode = new RunLast().execute(arguments);
    var command = arguments.commandSpec().commandLine();
    return exitCode == ExitCode.OK ? exitCode(command, () -> checkOutput(command)) : exitCode;
  }

  /** Fails where the standard output has. */
  static void checkOutput(CommandLine command) throws Failure {
    if (command.getOut().checkError()) {
      throw new Failure("The standard output could not be written to the end");
    }
  }

  /** The exit code of the attempt; if it fails, says why. */
  static int exitCode(CommandLine command, Failure.Attempt attempt) {
    try {
      attempt.make();
      return ExitCode.OK;
    } catch (Failure e) {
      say(command, e.text());
      return e.exitCode();
    }
  }

  private static int refuse(ParameterException e) {
    say(e.getCommandLine(), e.getMessage() + hint(e));
    return ExitCode.USAGE;
  }

  /** Where picocli says what is wrong, it does not say what would be right. */
  private static String hint(ParameterException e) {
    boolean unknown = e instanceof UnmatchedArgumentException;
    boolean missing =
        e instanceof MissingParameterException || e.getCommandLine().getParent() == null;
    var name = e.getCommandLine().getCommandSpec().qualifiedName();
    return unknown || missing ? "; see " + name + " --help" : "";
  }

  private static int fail(Exception e, CommandLine command) throws Exception {
    if (e instanceof Failure failure) {
      return exitCode(
          command,
          () -> {
            throw failure;
          });
    }
    throw e;
  }

  /** One line, whatever is in it. */
  private static void say(CommandLine command, @Nullable String message) {
    if (message != null && !message.isEmpty()) {
      command.getErr().println("backdrop: " + message.replaceAll("\\s*\\R\\s*", " "));
    }
  }

  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"backdrop " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
