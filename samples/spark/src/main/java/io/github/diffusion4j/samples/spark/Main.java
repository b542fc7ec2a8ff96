package io.github.diffusion4j.samples.spark;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Draws tables of images, starts a cluster, and measures how drawing scales. */
@Command(
    name = "diffusion-spark",
    description = "Images on Apache Spark.",
    subcommands = {DrawCommand.class, ClusterCommand.class, MeasureCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false)
public final class Main {
  Main() {}

  /**
   * Runs a command and ends the JVM.
   *
   * @param args see {@code --help}
   */
  public static void main(String... args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    CommandLine command = new CommandLine(new Main()).setExecutionExceptionHandler(Main::failure);
    System.exit(command.execute(args));
  }

  private static int failure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (!(e instanceof IllegalArgumentException)) {
      e.printStackTrace(command.getErr());
    }
    command.getErr().println("diffusion-spark: " + e.getMessage());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
