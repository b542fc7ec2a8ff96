package io.github.diffusion4j.samples.gpt;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code diffusion-gpt}: a prompt finds its model. */
@Command(
    name = Main.NAME,
    description = "Finds the model that draws a prompt, and draws it.",
    subcommands = {Draw.class, Route.class, Rate.class, ListModels.class, Evaluate.class},
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    version = Main.NAME + ", a sample of Diffusion4J",
    usageHelpAutoWidth = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = "Exit code: 0 done, 1 failed, 2 wrong use.")
public final class Main {
  static final String NAME = "diffusion-gpt";

  Main() {}

  /**
   * Runs a command and ends the JVM.
   *
   * @param args see {@code --help}
   * @throws IOException if a resource of the jar cannot be read
   */
  public static void main(String... args) throws IOException {
    try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(Objects.requireNonNull(settings));
    }
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    CommandLine command = commandLine();
    int code = command.execute(args);
    command.getOut().flush();
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongUse)
        .setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
  }

  private static int wrongUse(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(line(e) + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failure(Exception e, CommandLine command) {
    command.getErr().println(line(e));
    return e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static String line(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return NAME + ": " + message.lines().findFirst().orElse(e.toString());
  }
}
