package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.ort.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * How a sentence encoder makes one vector of the states of a text's tokens, as its {@code
 * modules.json} says ("Sentence-BERT", 1908.10084, section 3).
 */
enum SentencePooling {
  /** Their mean. */
  MEAN {
    @Override
    float[] of(float[] states, int width) {
      float[] mean = new float[width];
      int tokens = states.length / width;
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int token = 0; token < tokens; token++) {
          sum += states[token * width + i];
        }
        mean[i] = (float) (sum / tokens);
      }
      return mean;
    }
  },

  /** Their mean, scaled to a length of 1. */
  UNIT_MEAN {
    @Override
    float[] of(float[] states, int width) {
      float[] mean = MEAN.of(states, width);
      double squares = 0;
      for (float value : mean) {
        squares += (double) value * value;
      }
      float length = (float) Math.max(SMALLEST, Math.sqrt(squares));
      for (int i = 0; i < width; i++) {
        mean[i] /= length;
      }
      return mean;
    }
  };

  /** A vector that is shorter is not scaled up to 1. */
  private static final double SMALLEST = 1e-12;

  private static final String FILE = "/modules.json";
  private static final String MODE = "pooling_mode_";
  private static final String MEAN_MODE = MODE + "mean_tokens";

  /**
   * Makes the vector.
   *
   * @param states of the tokens, without padding
   * @param width of a state
   */
  abstract float[] of(float[] states, int width);

  /**
   * Reads how an encoder does it; empty where it is no sentence encoder.
   *
   * @param role name of the encoder's folder
   */
  static Optional<SentencePooling> find(ModelSource source, String role) {
    String file = role + FILE;
    return source
        .read(file)
        .map(content -> of(source, role, Json.list(source.nameOf(file), content)));
  }

  private static SentencePooling of(ModelSource source, String role, List<Json> modules) {
    boolean unit = false;
    for (Json module : modules) {
      String type = module.get("type").string();
      switch (type.substring(type.lastIndexOf('.') + 1)) {
        case "Transformer" -> {}
        case "Pooling" -> checkMean(source, role + "/" + module.get("path").string());
        case "Normalize" -> unit = true;
        default ->
            throw module.refused(
                "has a module of type %s, and those run are Transformer, Pooling and Normalize; export the encoder with its sentence embedding as an output"
                    .formatted(type));
      }
    }
    return unit ? UNIT_MEAN : MEAN;
  }

  private static void checkMean(ModelSource source, String folder) {
    String file = folder + "/config.json";
    Json config =
        Json.parse(
            source.nameOf(file),
            source
                .read(file)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            source.nameOf(file)
                                + ": not there; download the whole folder of the model")));
    List<String> modes =
        config.members().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(MODE) && entry.getValue().isTrue())
            .map(entry -> entry.getKey())
            .sorted()
            .toList();
    if (!modes.equals(List.of(MEAN_MODE))) {
      throw config.refused(
          "pools by %s, and %s alone is run; export the encoder with its sentence embedding as an output"
              .formatted(modes, MEAN_MODE));
    }
  }
}
