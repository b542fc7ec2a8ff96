package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder's own scheduler is taken as the reference library's pipeline takes it. */
class HubSchedulerTest {
  private static final String FILE = "scheduler/scheduler_config.json";

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  private static String described(ToyFolder toy) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(toy.path())) {
      return pipeline.scheduler().orElseThrow().describe();
    }
  }

  private ToyFolder toy(String pipeline, String scheduler) {
    return ToyFolder.stableDiffusion(folder.resolve(pipeline + scheduler))
        .set("model_index.json", "_class_name", "\"" + pipeline + "\"")
        .write(FILE, "{\"_class_name\": \"" + scheduler + "\"}");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "3, false", "0, false"})
  void stableDiffusionPutsOffsetAndClippingRight(int offset, boolean clip) {
    ToyFolder toy = toy("StableDiffusionPipeline", "DDIMScheduler");
    toy.set(FILE, "steps_offset", "" + offset).set(FILE, "clip_sample", "" + clip);
    toy.set(FILE, "_use_default_values", "[\"clip_sample\", \"steps_offset\"]");
    String text = described(toy);
    assertTrue(text.contains("steps_offset = 1\n"), text);
    assertTrue(text.contains("clip_sample = false\n"), text);
  }

  @Test
  void whatTheFileLeavesOutIsPutRightToo() {
    String text = described(toy("OnnxStableDiffusionPipeline", "DDIMScheduler"));
    assertTrue(text.contains("steps_offset = 1\n"), text);
    assertTrue(text.contains("clip_sample = false\n"), text);
  }

  @Test
  void whatTheClassDoesNotHaveIsLeftOut() {
    String text = described(toy("StableDiffusionPipeline", "EulerDiscreteScheduler"));
    assertTrue(text.contains("steps_offset = 1\n"), text);
    assertFalse(text.contains("clip_sample"), text);
  }

  @Test
  void otherPipelinesTakeItAsItIs() {
    ToyFolder toy = ToyFolder.transformer(folder.resolve("dit"));
    toy.set(FILE, "steps_offset", "0").set(FILE, "clip_sample", "true");
    String text = described(toy);
    assertTrue(text.contains("steps_offset = 0\n"), text);
    assertTrue(text.contains("clip_sample = true\n"), text);
  }

  @Test
  void tcdDrawsNoNoiseOfItsOwn() {
    String text = described(toy("StableDiffusionPipeline", "TCDScheduler"));
    assertTrue(text.contains("argument eta = 0\n"), text);
    assertEquals(1, text.lines().filter(line -> line.contains("argument")).count());
  }
}
