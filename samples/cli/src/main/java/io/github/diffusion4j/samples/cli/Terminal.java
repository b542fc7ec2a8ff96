package io.github.diffusion4j.samples.cli;

import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether a person looks at the output. */
final class Terminal {
  private Terminal() {}

  static boolean isInteractive() {
    return console().isPresent();
  }

  static boolean isUnicode() {
    return console().filter(c -> c.charset().equals(StandardCharsets.UTF_8)).isPresent();
  }

  private static Optional<Console> console() {
    return "dumb".equals(System.getenv("TERM"))
        ? Optional.empty()
        : Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before JDK 22 only a terminal had a console
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
