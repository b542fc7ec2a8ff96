package io.github.diffusion4j.ort;

import static io.github.diffusion4j.ort.LoraGraph.DOWN;
import static io.github.diffusion4j.ort.LoraGraph.UP;
import static io.github.diffusion4j.ort.LoraGraph.WIDTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.lora.AdapterFile;
import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.RuntimeSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters change the weights of a network per request, by files of the usual formats. */
class LoraTest {
  private static final float[] WEIGHT = LoraGraph.random(1, WIDTH * WIDTH);
  private static final float[] DOWN_OF_INK = LoraGraph.random(2, WIDTH * 4);
  private static final float[] UP_OF_INK = LoraGraph.random(3, 4 * WIDTH);
  private static final float[] DOWN_OF_OIL = LoraGraph.random(4, WIDTH * 2);
  private static final float[] UP_OF_OIL = LoraGraph.random(5, 2 * WIDTH);

  private final Path folder;

  LoraTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static DiffusionPipeline pipeline(ModelFile file) {
    return DiffusionPipeline.of(OrtDenoiser.open(file));
  }

  private Path written(String name, AdapterTensor... tensors) {
    return written(name, AdapterFile.bytes(List.of(tensors)));
  }

  private Path written(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path adapter(String name, float[] down, float[] up) {
    long rank = down.length / WIDTH;
    return written(
        name + ".onnx_adapter",
        AdapterTensor.of(DOWN, List.of((long) WIDTH, rank), down),
        AdapterTensor.of(UP, List.of(rank, (long) WIDTH), up));
  }

  private Path ink() {
    return adapter("ink", DOWN_OF_INK, UP_OF_INK);
  }

  private Path oil() {
    return adapter("oil", DOWN_OF_OIL, UP_OF_OIL);
  }

  private static float[] values(GenerationRequest request) {
    Samples samples = request.seed(7).steps(5).generate();
    return samples.values(0);
  }

  private static float[] valuesOf(ModelFile file) {
    try (DiffusionPipeline pipeline = pipeline(file)) {
      return values(pipeline.request());
    }
  }

  private static void assertClose(float[] expected, float[] actual) {
    assertTrue(Foreign.relativeError(actual, expected) < 1e-6);
  }

  private static float[] merged(double ofInk, double ofOil) {
    return LoraGraph.merged(
        LoraGraph.merged(WEIGHT, DOWN_OF_INK, UP_OF_INK, ofInk), DOWN_OF_OIL, UP_OF_OIL, ofOil);
  }

  @Test
  void withoutStrengthNotABitChanges() {
    float[] base = valuesOf(LoraGraph.plain(WEIGHT));
    for (ModelFile file :
        List.of(LoraGraph.withDefaults(WEIGHT), LoraGraph.withoutDefaults(WEIGHT))) {
      try (DiffusionPipeline pipeline = pipeline(file)) {
        assertArrayEquals(base, values(pipeline.request()));
        assertArrayEquals(base, values(pipeline.request().adapter(ink(), 0)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.8, -0.5})
  void anAdapterDoesWhatMergedWeightsDo(double strength) {
    float[] expected = valuesOf(LoraGraph.plain(merged(strength, 0)));
    for (ModelFile file :
        List.of(
            LoraGraph.withDefaults(WEIGHT),
            LoraGraph.withoutDefaults(WEIGHT),
            LoraGraph.ofRank(WEIGHT, 4),
            LoraGraph.ofRank(WEIGHT, 6))) {
      try (DiffusionPipeline pipeline = pipeline(file)) {
        assertClose(expected, values(pipeline.request().adapter(ink(), strength)));
      }
    }
  }

  @Test
  void adaptersAddUp() {
    float[] expected = valuesOf(LoraGraph.plain(merged(0.8, -0.5)));
    for (ModelFile file : List.of(LoraGraph.withDefaults(WEIGHT), LoraGraph.ofRank(WEIGHT, 6))) {
      try (DiffusionPipeline pipeline = pipeline(file)) {
        assertClose(expected, values(pipeline.request().adapter(ink(), 0.8).adapter(oil(), -0.5)));
      }
    }
  }

  @Test
  void theStrengthThatWasSetLastCounts() {
    try (DiffusionPipeline pipeline = pipeline(LoraGraph.withDefaults(WEIGHT))) {
      float[] base = values(pipeline.request());
      float[] once = values(pipeline.request().adapter(ink(), 0.5));
      assertArrayEquals(once, values(pipeline.request().adapter(ink(), 1).adapter(ink(), 0.5)));
      assertArrayEquals(base, values(pipeline.request().adapter(ink(), 1).adapter(ink(), 0)));
    }
  }

  @Test
  void mixedRequestsDrawInABatchWhatTheyDrawAlone() {
    try (DiffusionPipeline pipeline = pipeline(LoraGraph.withDefaults(WEIGHT))) {
      List<GenerationRequest> requests = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        GenerationRequest request = pipeline.request().seed(i).steps(3 + i % 3).count(1 + i % 2);
        if (i % 3 > 0) {
          request.adapter(ink(), i % 4 * 0.5);
        }
        if (i % 3 > 1) {
          request.adapter(oil(), 1);
        }
        requests.add(request);
      }
      List<Samples> alone = requests.stream().map(GenerationRequest::generate).toList();
      try (BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
        List<CompletableFuture<Samples>> together =
            requests.stream().map(scheduler::submit).toList();
        for (int i = 0; i < alone.size(); i++) {
          Samples mixed = together.get(i).join();
          for (int sample = 0; sample < mixed.count(); sample++) {
            assertArrayEquals(alone.get(i).values(sample), mixed.values(sample));
          }
        }
      }
    }
  }

  @Test
  void theSamplesTellTheirAdapters() {
    try (DiffusionPipeline pipeline = pipeline(LoraGraph.withDefaults(WEIGHT))) {
      Samples samples = pipeline.request().steps(2).adapter(ink(), 0.8).generate();
      String text = samples.provenance().toText();
      assertTrue(text.contains("adapter.0 = " + ink() + " at 0.8, SHA-256 "), text);
      assertFalse(
          pipeline.request().steps(2).generate().provenance().toText().contains("adapter."));
    }
  }

  @Test
  void manyStrengthsOneAfterTheOther() {
    try (DiffusionPipeline pipeline = pipeline(LoraGraph.withDefaults(WEIGHT))) {
      float[] first = values(pipeline.request().adapter(ink(), 0.1));
      for (int i = 2; i < 20; i++) {
        values(pipeline.request().adapter(ink(), i / 10.0));
      }
      assertArrayEquals(first, values(pipeline.request().adapter(ink(), 0.1)));
    }
  }

  /**
   * Each component is closed when another is used, and with it what ONNX Runtime has of adapters.
   */
  @Test
  void aFolderOfComponentsTakesAdapters() {
    float[] expected;
    try (DiffusionPipeline pipeline = folder("merged", LoraGraph.plain(merged(0.8, 0)))) {
      expected = values(pipeline.request());
    }
    try (DiffusionPipeline pipeline = folder("open", LoraGraph.withoutDefaults(WEIGHT))) {
      float[] base = values(pipeline.request());
      assertClose(expected, values(pipeline.request().adapter(ink(), 0.8)));
      assertArrayEquals(base, values(pipeline.request()));
    }
  }

  private DiffusionPipeline folder(String name, ModelFile network) {
    Path path = folder.resolve(name);
    ControlFolder.index(path, "");
    ControlFolder.write(path.resolve("unet/model.onnx"), ((ModelFile.InMemory) network).bytes());
    return DiffusionPipeline.load(path, RuntimeSettings.cpu().keepLoaded(false));
  }

  /** The layout of trainers: A of [rank, in], B of [out, rank], and kohya's alpha. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "mid.to_q.lora_A.weight mid.to_q.lora_B.weight",
        "unet.mid.to_q.lora_A.weight unet.mid.to_q.lora_B.weight",
        "unet.mid.to_q.lora.down.weight unet.mid.to_q.lora.up.weight",
        "mid.processor.to_q_lora.down.weight mid.processor.to_q_lora.up.weight",
        "lora_unet_mid_to_q.lora_down.weight lora_unet_mid_to_q.lora_up.weight"
      })
  void safetensorsOfTrainersFit(String down, String up) {
    String alpha = down.startsWith("lora_unet") ? "lora_unet_mid_to_q.alpha" : "";
    Path file =
        written(
            "ink.safetensors",
            safetensors(down, transposed(DOWN_OF_INK, 4), up, transposed(UP_OF_INK, WIDTH), alpha));
    float[] expected = valuesOf(LoraGraph.plain(merged(alpha.isEmpty() ? 0.8 : 0.4, 0)));
    try (DiffusionPipeline pipeline = pipeline(LoraGraph.withDefaults(WEIGHT))) {
      assertClose(expected, values(pipeline.request().adapter(file, 0.8)));
    }
  }

  private static float[] transposed(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    float[] turned = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      turned[i % columns * rows + i / columns] = matrix[i];
    }
    return turned;
  }

  /** Factors of rank 4, and where wanted an alpha of 2. */
  private static byte[] safetensors(
      String down, float[] ofDown, String up, float[] ofUp, String alpha) {
    int size = 4 * WIDTH * Float.BYTES;
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + tensor(down, "4,16", 0, size)
            + ","
            + tensor(up, "16,4", size, 2 * size)
            + (alpha.isEmpty() ? "" : "," + tensor(alpha, "", 2 * size, 2 * size + 4))
            + "}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(8 + json.length + 2 * size + (alpha.isEmpty() ? 0 : 4))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    for (float value : ofDown) {
      out.putFloat(value);
    }
    for (float value : ofUp) {
      out.putFloat(value);
    }
    return alpha.isEmpty() ? out.array() : out.putFloat(2).array();
  }

  private static String tensor(String name, String shape, int from, int to) {
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
        .formatted(name, shape, from, to);
  }

  private void refused(ModelFile model, Path file, String... words) {
    try (DiffusionPipeline pipeline = pipeline(model)) {
      GenerationRequest request = pipeline.request();
      Refused.with(IllegalArgumentException.class, () -> request.adapter(file, 1), words);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedWithOneSentence() {
    ModelFile model = LoraGraph.withDefaults(WEIGHT);
    refused(model, folder.resolve("gone.onnx_adapter"), "gone.onnx_adapter: there is no such file");
    refused(model, written("text", new byte[] {1, 2, 3}), "text: no adapter");
    refused(
        model, written("short", Arrays.copyOf(bytesOf(ink()), 300)), "short: a damaged adapter");
    refused(
        model,
        written(
            "cut.safetensors",
            Arrays.copyOf(safetensors(DOWN, DOWN_OF_INK, UP, UP_OF_INK, ""), 400)),
        "cut.safetensors: a .safetensors that was cut short");
    refused(
        model,
        written("names", AdapterTensor.of("to_k.lora_A", List.of(16L, 4L), DOWN_OF_INK)),
        "names: its tensor 'to_k.lora_A' is for no input of lora.onnx, whose weights that may change are "
            + DOWN);
    refused(
        model,
        written("shapes", AdapterTensor.of(DOWN, List.of(8L, 8L), DOWN_OF_INK)),
        "shapes: its tensor '%s' is 8x8, and the network takes %s float32 [16, "
            .formatted(DOWN, DOWN));
    refused(
        model,
        written("half", AdapterTensor.of(DOWN, List.of(16L, 4L), DOWN_OF_INK)),
        "half: it has values for %s and none for the other factor, %s".formatted(DOWN, UP));
    refused(
        model,
        written(
            "ranks",
            AdapterTensor.of(DOWN, List.of(16L, 4L), DOWN_OF_INK),
            AdapterTensor.of(UP, List.of(2L, 16L), UP_OF_OIL)),
        "rank 4 and those for %s rank 2".formatted(UP));
    refused(LoraGraph.plain(WEIGHT), ink(), "lora.onnx takes no adapters, since no weight");
    refused(LoraGraph.ofRank(WEIGHT, 2), ink(), "is 16x4, and the network takes");
    refused(LoraGraph.old(WEIGHT), ink(), "lora.onnx takes no adapters, since no weight");
    float[] broken = UP_OF_INK.clone();
    broken[3] = Float.NaN;
    refused(model, adapter("broken", DOWN_OF_INK, broken), "a value that is no finite number");
  }

  @Test
  void adaptersThatCannotBeActiveTogetherAreRefused() {
    try (DiffusionPipeline pipeline = pipeline(LoraGraph.ofRank(WEIGHT, 4));
        DiffusionPipeline other = pipeline(LoraGraph.withDefaults(WEIGHT))) {
      GenerationRequest request = pipeline.request().adapter(ink(), 1);
      Refused.with(
          IllegalArgumentException.class,
          () -> request.adapter(oil(), 1),
          "adapters whose ranks come to 6: lora.onnx takes");
      Refused.with(
          IllegalArgumentException.class,
          () -> pipeline.request().adapter(other.adapter(ink()), 1),
          "was opened by another model than lora.onnx");
      Refused.with(
          IllegalArgumentException.class,
          () -> request.adapter(ink(), Double.NaN),
          "strength = NaN of the adapter");
    }
  }

  private static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
