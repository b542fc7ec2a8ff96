package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What a command did.
 *
 * @param code of exit
 * @param out lines printed
 * @param err lines of errors
 */
record Run(int code, List<String> out, List<String> err) {

  static Run of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Run(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  /** The command does what it should, and says nothing of errors. */
  static Run succeeds(String... args) {
    Run run = of(args);
    assertEquals(List.of(), run.err);
    assertEquals(0, run.code, () -> String.join(" ", args));
    return run;
  }

  /** The command ends with a code and says why in one line. */
  static String fails(int code, String... args) {
    Run run = of(args);
    assertEquals(1, run.err.size(), () -> String.join(" ", args) + " says " + run.err);
    assertEquals(code, run.code, () -> String.join(" ", args) + " says " + run.err);
    return run.err.get(0);
  }
}
