package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
  private static final String COMMAND = "java -jar samples/cli/target/diffusion.jar ";

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "diffusion-train/README.md"})
  void itsCommandsAreUnderstood(String page) throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("../..", page)).stream()
            .filter(line -> line.startsWith(COMMAND))
            .map(line -> line.substring(COMMAND.length()))
            .toList();
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      assertDoesNotThrow(() -> Main.commandLine().parseArgs(command.split(" ")), command);
    }
  }
}
