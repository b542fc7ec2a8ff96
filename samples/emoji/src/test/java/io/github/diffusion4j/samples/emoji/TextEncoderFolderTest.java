package io.github.diffusion4j.samples.emoji;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.samples.minilm.MiniLm;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.TextComponent;
import io.github.diffusion4j.train.onnx.ComponentExport;
import io.github.diffusion4j.train.onnx.GraphForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network is trained on is what it is told when it draws. */
class TextEncoderFolderTest {
  private static final List<String> CAPTIONS =
      List.of(
          "1st place medal, emojione style",
          "cat",
          "a smiling CAT with café au lait, twemoji style",
          "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
          "\uD83D\uDE00 xyzzyqwerty!",
          "");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void promptsBecomeTheStatesOfTheTraining() throws IOException {
    int length = CaptionStates.LENGTH;
    TextEncoderFolder.write(folder, length);
    TextComponent network =
        new TextComponent(Networks.dit(Shape.of(3, 4, 4), length, MiniLm.WIDTH, 1, 32, 1), 1000);
    ComponentExport.write(
        network,
        NetworkSummary.of(network).initialValues(1),
        GraphForm.STANDARD,
        Map.of(),
        folder.resolve("transformer"));
    Files.createDirectories(folder.resolve("scheduler"));
    Files.writeString(
        folder.resolve("scheduler/scheduler_config.json"), "{\"_class_name\": \"DDIMScheduler\"}");
    Files.writeString(
        folder.resolve("model_index.json"),
        """
        {"_class_name": "TextToImagePipeline", "force_zeros_for_empty_prompt": true,
         "tokenizer": ["transformers", "BertTokenizer"], "text_encoder": ["optimum", "ORTModel"],
         "transformer": ["optimum", "ORTModel"]}
        """);
    try (MiniLm encoder = MiniLm.open(length)) {
      TokenStates.write(folder.resolve("tokens"), CAPTIONS, length, MiniLm.WIDTH, encoder::encode);
    }
    int mask = length * MiniLm.WIDTH;
    int pooled = mask + length;
    try (TokenStates tokens = TokenStates.open(folder.resolve("tokens"));
        DiffusionPipeline pipeline = DiffusionPipeline.load(folder)) {
      float[] trained = new float[tokens.contextSize()];
      for (String caption : CAPTIONS) {
        tokens.copy(caption, trained, 0);
        ContextVector told = pipeline.prompt(caption);
        assertRole(caption, Arrays.copyOf(trained, mask), told, "tokens");
        assertRole(caption, Arrays.copyOfRange(trained, mask, pooled), told, "mask");
        assertRole(caption, Arrays.copyOfRange(trained, pooled, trained.length), told, "pooled");
      }
    }
  }

  private static void assertRole(String caption, float[] trained, ContextVector told, String role) {
    assertArrayEquals(trained, told.required(role).values(), 1e-6f, role + " of " + caption);
  }
}
