package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a process said, whose environment is what is given and nothing else.
 *
 * @param code of exit
 * @param out lines printed
 * @param err lines of errors
 */
record Launch(int code, List<String> out, List<String> err) {
  /** The Java of the tests. */
  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  static Launch of(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Launch(code, Files.readAllLines(out), Files.readAllLines(err));
  }

  /** What a process that succeeded printed; it said nothing of errors. */
  List<String> printed() {
    assertEquals(List.of(), err);
    assertEquals(0, code);
    return out;
  }

  /** The one sentence of a process that failed. */
  String sentence() {
    assertEquals(1, err.size(), err::toString);
    assertEquals(1, code);
    return err.get(0);
  }
}
