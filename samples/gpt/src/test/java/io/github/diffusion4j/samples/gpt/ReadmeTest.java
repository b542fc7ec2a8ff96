package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands on the page are commands. */
class ReadmeTest {
  private static final String COMMAND = "java -jar samples/gpt/target/diffusion-gpt.jar ";

  @Test
  void everyCommandIsUnderstood() throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("README.md")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith(COMMAND))
            .map(line -> line.substring(COMMAND.length()))
            .toList();
    assertTrue(commands.size() >= 5, commands::toString);
    for (String command : commands) {
      assertDoesNotThrow(
          () -> Main.commandLine().parseArgs(arguments(command).toArray(String[]::new)), command);
    }
  }

  /** As a shell does: what stands in quotes is one. */
  private static List<String> arguments(String command) {
    List<String> parts = Splitter.on('"').splitToList(command);
    return IntStream.range(0, parts.size())
        .boxed()
        .flatMap(
            i ->
                i % 2 == 1
                    ? Stream.of(parts.get(i))
                    : Splitter.on(' ').omitEmptyStrings().splitToStream(parts.get(i)))
        .toList();
  }
}
