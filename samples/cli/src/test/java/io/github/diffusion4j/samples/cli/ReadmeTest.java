package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
  private static final String COMMAND = "java -jar samples/cli/target/diffusion.jar ";
  private static final String TITLE = "## The command line";

  /** What a user's file or folder is called in these pages; the rest are names of the product. */
  private static final Pattern FILE = Pattern.compile("[\\w-]+\\.(png|gif|npy|onnx)|runs/\\w+");

  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

  /** Options that make the long commands short. */
  private static final Map<String, String> SHORT =
      Map.of(
          "generate", " --steps 2",
          "interpolate", " --steps 2",
          "invert", " --steps 2",
          "bench", " --seconds 0.01 --batch 1",
          "train", " --steps 1 --channels 32 --batch 2 --schedule.steps 2",
          "evaluate", " --samples 70 --steps 1 --sampler ddim");

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "diffusion-train/README.md", "diffusion-train/FINETUNING.md"})
  void itsCommandsAreUnderstood(String page) throws IOException {
    List<String> commands = commands(read(page));
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      assertDoesNotThrow(() -> Main.commandLine().parseArgs(words(command)), command);
    }
  }

  /** Each finds the files that it names: those before it have made them. */
  @Test
  void theCommandsRunInTheirOrder(@TempDir Path folder) throws IOException {
    String text = read("README.md");
    String section = text.substring(text.indexOf(TITLE) + TITLE.length());
    for (String command : commands(section.substring(0, section.indexOf("\n## ")))) {
      String name = words(command)[0];
      Run.succeeds(
          Arrays.stream(words(command + SHORT.getOrDefault(name, "")))
              .map(word -> FILE.matcher(word).matches() ? folder.resolve(word).toString() : word)
              .toArray(String[]::new));
    }
  }

  /** As a shell has them: blanks between, and quotes around those with blanks inside. */
  private static String[] words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group().replace("\"", ""))
        .toArray(String[]::new);
  }

  private static String read(String page) throws IOException {
    return Files.readString(Path.of("../..", page));
  }

  private static List<String> commands(String text) {
    return text.lines()
        .filter(line -> line.startsWith(COMMAND))
        .map(line -> line.substring(COMMAND.length()))
        .toList();
  }
}
