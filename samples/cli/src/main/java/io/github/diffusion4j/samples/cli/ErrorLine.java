package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.names.Names;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What goes wrong becomes one line and an exit code. The library throws {@link
 * IllegalArgumentException} where the caller asks for what there is not: that is wrong use too.
 */
final class ErrorLine {
  private ErrorLine() {}

  /** What the JVM runs out of is a failure like others. */
  static int run(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(),
          "out of memory: make fewer samples at a time, or give Java more with -Xmx",
          e);
    } catch (LinkageError e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(), "a library cannot be loaded: " + e.getMessage(), e);
    }
  }

  static int wrongUse(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    String question = question(e);
    command.getErr().println(line(e) + (question.isEmpty() ? "; see " : question + " See ") + help);
    return ExitCode.USAGE;
  }

  /** Asks whether a command or an option with a similar name was meant. */
  private static String question(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    String argument = unmatched.getUnmatched().get(0);
    CommandSpec command = e.getCommandLine().getCommandSpec();
    return unmatched.isUnknownOption()
        ? Names.didYouMean(argument.replaceFirst("=.*", ""), command.optionsMap().keySet())
        : Names.didYouMean(argument, command.subcommands().keySet());
  }

  static int failure(Exception e, CommandLine command, Main main) {
    command.getErr().println(line(e));
    if (main.debug()) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  /** The first line of the message; what follows it is for the stack trace. */
  private static String line(Exception e) {
    String given = e.getMessage() == null ? e.toString() : e.getMessage();
    String message = e instanceof InvalidPathException name ? FileName.refusal(name) : given;
    return Main.NAME
        + ": "
        + message.lines().findFirst().map(ErrorLine::ended).orElse(e.toString());
  }

  /** A colon leads to lines that are not shown. */
  private static String ended(String line) {
    return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
  }
}
