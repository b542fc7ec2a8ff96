package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models become experts by what their cards say. */
class ExpertsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void theShippedModelsAreExperts() {
    List<String> names = Experts.shipped().stream().map(Expert::name).toList();
    assertTrue(names.containsAll(List.of("icons16", "icons16-turbo")), names.toString());
  }

  @Test
  void aFileDescribesAModelAndAnAdapter() throws IOException {
    write(
        "fox.expert.properties",
        """
        model = emoji64
        name = fox
        adapter = adapters/fox.safetensors
        adapter.strength = 0.7
        description.subjects = fox, mascot
        description.examples = sks fox, twemoji style | sks fox asleep
        description.trigger = sks fox
        """);
    assertEquals(
        List.of(
            new Expert(
                "fox",
                List.of("fox", "mascot"),
                List.of("its own"),
                List.of("sks fox, twemoji style", "sks fox asleep"),
                "sks fox",
                ModelPlace.shipped("emoji64")
                    .with(folder.resolve("adapters/fox.safetensors"), 0.7))),
        Experts.in(folder));
  }

  @Test
  void aDescriptionLiesInTheFolderOfItsModel() throws IOException {
    Files.createDirectory(folder.resolve("ddpm-landscapes"));
    write("ddpm-landscapes/expert.properties", "description.subjects = landscape\n");
    Expert expert = Experts.in(folder).get(0);
    assertEquals("ddpm-landscapes", expert.name());
    assertEquals(Optional.of(folder.resolve("ddpm-landscapes")), expert.place().path());
  }

  /** The model is opened; what its card does not say, its labels do. */
  @Test
  void aModelWithoutADescriptionIsAskedForItsCard() throws IOException {
    try (InputStream model =
        getClass().getResourceAsStream("/META-INF/diffusion4j/icons16/icons16.onnx")) {
      Files.copy(Objects.requireNonNull(model), folder.resolve("mine.onnx"));
    }
    Expert bare = Experts.in(folder).get(0);
    assertEquals("icons16", bare.subjects().get(0));
    assertTrue(bare.subjects().containsAll(List.of("folder", "arrow object")), bare.toString());

    write("mine.properties", "description.subjects = sign\ndescription.styles = tiny\n");
    Expert described = Experts.in(folder).get(0);
    assertEquals(List.of("sign"), described.subjects());
    assertEquals(List.of("tiny"), described.styles());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          descriptoin.subjects = a           | no key 'descriptoin.subjects'; there are
          model = icons16\\nfolder = x       | both 'model', a shipped one, and 'folder', one on disk
          adapter = x\\nadapter.strength = y | adapter.strength 'y' is no number; write one such as 0.8
          name = \\u0020                     | with subjects [] and styles [its own]: give it a name
          """)
  void aWrongDescriptionIsRefusedInASentence(String content, String message) throws IOException {
    write("x.expert.properties", content.replace("\\n", "\n"));
    Refusal.says(folder.resolve("x.expert.properties") + ": ", () -> Experts.in(folder));
    Refusal.says(message, () -> Experts.in(folder));
  }

  @Test
  void aFolderWithoutModelsIsRefused() {
    Refusal.says("no model and no file that ends with", () -> Experts.in(folder));
    Refusal.says("no such folder", () -> Experts.in(folder.resolve("no")));
  }

  @Test
  void expertsHaveDifferentNames() {
    List<Expert> twice =
        List.of(Experts.resource("experts/icons16"), Experts.resource("experts/icons16"));
    assertThrows(IllegalArgumentException.class, () -> DiffusionGpt.builder(twice));
    assertThrows(IllegalArgumentException.class, () -> DiffusionGpt.builder(List.of()));
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
