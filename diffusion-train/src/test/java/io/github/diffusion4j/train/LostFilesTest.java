package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A training is never lost for a file: what cannot be written is refused first, or gone without.
 */
class LostFilesTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};

  private final Path folder;

  LostFilesTest(@TempDir Path temporary) {
    folder = temporary.resolve("run");
  }

  static Stream<List<String>> labels() {
    return Stream.of(
        List.of("cat, small", "dog"),
        List.of("cat ", "cat"),
        List.of("cat ", "dog"),
        List.of("\tcat", "dog"),
        List.of("cat", ""),
        List.of("cat", " "),
        List.of("cat,", "dog"),
        List.of(",", "dog"),
        List.of("cat\\", "dog"),
        List.of("cat\ndog", "dog"),
        List.of("größe", "日本"));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void labelsAreCarriedByTheModelOrRefusedBeforeTheFirstStep(List<String> labels) {
    Dataset data = labelled(labels);
    try (Trainer trainer =
        Trainer.start(folder, Tiny.network(), data, Tiny.config().with("steps", "1"))) {
      trainer.run(FOREVER, SILENT);
    } catch (IllegalArgumentException e) {
      assertFalse(Files.exists(folder), "refused, but begun: " + e);
      return;
    }
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"))) {
      assertEquals(labels, model.card().context().labels());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "samples"})
  void aPlaceThatCannotBeWrittenToIsRefusedBeforeTheFirstStep(String place) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(place), "a file where a folder is wanted");
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () -> Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config()));
    assertTrue(String.valueOf(e.getMessage()).contains(place), e.getMessage());
    assertFalse(Files.exists(folder.resolve("config.properties")));
  }

  @Test
  void aLogAChartAndASheetThatCannotBeWrittenCostNoModel() throws IOException {
    List<Path> written = new ArrayList<>();
    TrainingListener spoiling =
        new TrainingListener() {
          @Override
          public void stepped(Status status) {
            List.of("log.csv", "loss.png", "samples/00000004.png", "samples/00000006.png")
                .forEach(file -> spoil(folder.resolve(file)));
          }

          @Override
          public void wrote(Path file) {
            written.add(folder.relativize(file));
          }
        };
    try (Trainer trainer =
        Trainer.start(
            folder, Tiny.network(), Tiny.data(20), Tiny.config().with("samples-every", "4"))) {
      assertEquals(6, trainer.run(FOREVER, spoiling).step());
    }
    assertEquals(List.of(Path.of("checkpoint.zip"), Path.of("model/model.onnx")), written);
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"))) {
      assertDoesNotThrow(() -> model.request().steps(1).generate());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "step;pictures;loss\n1;4;0,5\n"})
  void aLogThatWasLostOrSpoiltCostsNoModel(String content) throws IOException {
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), Tiny.config())) {
      trainer.run(FOREVER, SILENT);
    }
    Path log = folder.resolve("log.csv");
    Files.delete(log);
    if (!content.isEmpty()) {
      Files.writeString(log, content);
    }
    Path again = folder.resolve("again.onnx");
    Trainer.export(folder, again, WeightType.FLOAT32, Map.of());
    assertTrue(Files.exists(again));
    try (Trainer trainer = Trainer.resume(folder, Tiny.data(20), Map.of("steps", "7"))) {
      assertEquals(7, trainer.run(FOREVER, SILENT).step());
    }
  }

  @Test
  void namesOfFilesHaveTheDigitsOfEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals(Path.of("run/samples/00000012.png"), new RunFolder(Path.of("run")).samples(12));
    } finally {
      Locale.setDefault(before);
    }
  }

  /** A folder that is not empty cannot be replaced by a file. */
  private static void spoil(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
      Files.createDirectories(file.resolve("inside"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset labelled(List<String> labels) {
    Dataset tiny = Tiny.data(20);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < tiny.size(); i++) {
      examples.add(tiny.example(i));
    }
    return Dataset.of(Tiny.SHAPE, labels, Source.unattributed("odd"), examples, List.of());
  }
}
