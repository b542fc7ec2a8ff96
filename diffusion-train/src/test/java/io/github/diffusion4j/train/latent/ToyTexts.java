package io.github.diffusion4j.train.latent;

import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import io.github.diffusion4j.train.onnx.ComponentExport;
import io.github.diffusion4j.train.onnx.GraphForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A text encoder that looks words up in a table, as a component of a model, and the states of
 * captions from it.
 *
 * @param folder with text_encoder, tokenizer and tokens
 */
record ToyTexts(Path folder) {
  static final int LENGTH = 5;
  static final int WIDTH = 3;
  private static final List<String> WORDS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "dark", "light", "one");
  static final List<String> CAPTIONS = List.of("a dark one", "dark", "a light one", "light");

  /** Rows of a table. */
  private record Table() implements Component {
    @Override
    public List<Input> inputs() {
      return List.of(new Input("input_ids", Kind.IDS, Shape.of(LENGTH)));
    }

    @Override
    public String output() {
      return "last_hidden_state";
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return ops.embed(inputs.get(0), ops.parameter(SPEC));
    }
  }

  private static final ParameterSpec SPEC =
      new ParameterSpec("table", Shape.of(WORDS.size(), WIDTH), Init.FAN_IN);

  static ToyTexts write(Path folder) {
    ComponentExport.write(
        new Table(),
        Map.of("table", table()),
        GraphForm.STANDARD,
        Map.of(),
        folder.resolve("text_encoder"));
    write(
        folder.resolve("text_encoder/modules.json"),
        "[{\"type\": \"Transformer\"}, {\"type\": \"Pooling\", \"path\": \"1_Pooling\"}]");
    write(
        folder.resolve("text_encoder/1_Pooling/config.json"),
        "{\"pooling_mode_mean_tokens\": true}");
    write(folder.resolve("tokenizer/vocab.txt"), String.join("\n", WORDS));
    write(
        folder.resolve("tokenizer/tokenizer_config.json"),
        "{\"model_max_length\": " + LENGTH + "}");
    TokenStates.write(folder.resolve("tokens"), CAPTIONS, LENGTH, WIDTH, ToyTexts::states);
    return new ToyTexts(folder);
  }

  private static float[] table() {
    return SPEC.initialValues(1);
  }

  /** Those of the tokens, then their mean. */
  private static float[] states(String caption) {
    List<String> words = List.of(("[CLS] " + caption + " [SEP]").split(" "));
    float[] states = new float[(words.size() + 1) * WIDTH];
    for (int token = 0; token < words.size(); token++) {
      for (int i = 0; i < WIDTH; i++) {
        float value = table()[WORDS.indexOf(words.get(token)) * WIDTH + i];
        states[token * WIDTH + i] = value;
        states[words.size() * WIDTH + i] += value / words.size();
      }
    }
    return states;
  }

  TokenStates tokens() {
    return TokenStates.open(folder.resolve("tokens"));
  }

  float[] context(String caption) {
    try (TokenStates tokens = tokens()) {
      float[] context = new float[tokens.contextSize()];
      tokens.copy(caption, context, 0);
      return context;
    }
  }

  ContextTensor zeros(String role) {
    return switch (role) {
      case "tokens" -> ContextTensor.of(Shape.of(LENGTH, WIDTH), new float[LENGTH * WIDTH]);
      case "mask" -> ContextTensor.of(ContextTensor.Kind.MASK, Shape.of(LENGTH), new float[LENGTH]);
      default -> ContextTensor.of(Shape.of(WIDTH), new float[WIDTH]);
    };
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
