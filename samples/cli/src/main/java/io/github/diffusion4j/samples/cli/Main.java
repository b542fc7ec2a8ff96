package io.github.diffusion4j.samples.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code diffusion}: generates, inspects, measures, trains and exports. */
@Command(
    name = Main.NAME,
    description = "Diffusion models on the JVM.",
    subcommands = {
      Generate.class,
      Interpolate.class,
      Invert.class,
      Inspect.class,
      ListSamplers.class,
      Bench.class,
      Train.class,
      Distill.class,
      TrainAutoencoder.class,
      TrainLatents.class,
      Finetune.class,
      Export.class,
      Compile.class,
      ExportLatents.class,
      Evaluate.class,
      TrainFeatures.class
    },
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = "Exit code: 0 done, 1 failed, 2 wrong use.")
public final class Main {
  static final String NAME = "diffusion";

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean debug;

  Main() {}

  /**
   * Runs a command and ends the JVM.
   *
   * @param args see {@code --help}
   */
  public static void main(String... args) {
    Logging.configure();
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // the digits that options are read with
    CommandLine command = commandLine();
    int code = command.execute(args);
    command.getOut().flush();
    System.exit(code);
  }

  static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setExpandAtFiles(false) // @FILE.npy is a context
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new FileName())
        .setParameterExceptionHandler(ErrorLine::wrongUse)
        .setExecutionStrategy(ErrorLine::run)
        .setExecutionExceptionHandler((e, command, parsed) -> ErrorLine.failure(e, command, main));
  }

  boolean debug() {
    return debug;
  }
}
