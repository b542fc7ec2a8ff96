package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the inputs of a denoising network are, by their names and shapes.
 *
 * <p>Exporters agree on shapes, and mostly on names: rows x channels x height x width are the
 * sample, rows x tokens x width the states of a text, a number per row the time or a class.
 */
final class HubInputs {
  /** The role of the states of a text's tokens. */
  static final String TOKENS = "tokens";

  /** The role of one vector per text. */
  static final String POOLED = "pooled";

  /** The role of sizes and crops, "SDXL" (2307.01952), section 2.2. */
  static final String TIME_IDS = "time_ids";

  /** The role of the mask of a text's tokens. */
  static final String MASK = "mask";

  /** Original height and width, top and left of the crop, target height and width. */
  private static final int IDS = 6;

  private final Component network;
  private final HubSizes sizes;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<ContextRole> roles = new ArrayList<>();

  private HubInputs(Component network, HubSizes sizes) {
    this.network = network;
    this.sizes = sizes;
  }

  static HubInputs of(Component network, HubSizes sizes) {
    HubInputs inputs = new HubInputs(network, sizes);
    for (GraphTensor input : network.graph().inputs().values()) {
      if (input.shape() == GraphTensor.Shaped.UNKNOWN) {
        throw network.refused(
            "its input %s; export it with the dimensions of its inputs".formatted(input));
      }
      inputs.add(input, input.name().toLowerCase(Locale.ROOT));
    }
    for (String needed : List.of(ModelCard.SAMPLE, ModelCard.TIME)) {
      if (!inputs.names.containsKey(needed)) {
        throw network.refused(
            "no input that is the %s: the graph has %s"
                .formatted(needed, GraphTensor.list(network.graph().inputs().values())));
      }
    }
    return inputs;
  }

  /** The graph's inputs by role. */
  Map<String, String> names() {
    return names;
  }

  /** The graph's input of samples. */
  GraphTensor sample() {
    return network.graph().inputs().values().stream()
        .filter(input -> input.name().equals(names.get(ModelCard.SAMPLE)))
        .findFirst()
        .orElseThrow();
  }

  List<ContextRole> roles() {
    return roles;
  }

  private void add(GraphTensor input, String name) {
    boolean whole = input.isWhole();
    if (input.rank() == 4 && !names.containsKey(ModelCard.SAMPLE)) {
      names.put(ModelCard.SAMPLE, input.name());
    } else if (name.contains("timestep_cond") || name.contains("guidance")) {
      addGuidance(input);
    } else if (isNumber(input) && isTime(name) && !names.containsKey(ModelCard.TIME)) {
      names.put(ModelCard.TIME, input.name());
    } else if (isNumber(input) && whole) {
      addClass(input);
    } else if (isNumber(input) && !names.containsKey(ModelCard.TIME)) {
      names.put(ModelCard.TIME, input.name());
    } else if (input.rank() == 3 && !whole) {
      addTokens(input);
    } else if (input.rank() == 2 && (name.contains("mask") || whole)) {
      addMask(input);
    } else if (input.rank() == 2 && name.contains("time_id")) {
      addSizes(input);
    } else if (input.rank() == 2) {
      add(POOLED, input, Kind.FLOAT, row(input, sizes.pooled(), "the second text encoder"));
    } else {
      throw network.refused(
          "its input %s is none that this library can give: samples, times, tokens of a text, one vector of it, sizes, a class, an embedded guidance weight"
              .formatted(input));
    }
  }

  /** An embedding of sines and cosines. */
  private void addGuidance(GraphTensor input) {
    int width = input.rank() == 2 ? row(input, sizes.guidance(), "time_cond_proj_dim") : 0;
    if (width < 4) {
      throw network.refused(
          "its input %s takes no embedding of a guidance weight, which is rows x width of 4 values or more"
              .formatted(input));
    }
    add(ContextSpec.GUIDANCE, input, Kind.FLOAT, width);
  }

  private void addSizes(GraphTensor input) {
    int ids = row(input, IDS, "");
    if (ids != IDS) {
      throw network.refused(
          "its input %s takes %d sizes where base models take %d: a refiner is not run; load the base model"
              .formatted(input, ids, IDS));
    }
    add(TIME_IDS, input, Kind.FLOAT, IDS);
  }

  private static boolean isTime(String name) {
    return name.contains("time") || name.equals("t") || name.contains("sigma");
  }

  /** Whether it has one number per row, or one for all. */
  private static boolean isNumber(GraphTensor input) {
    return input.rank() <= 1 || (input.rank() == 2 && input.dimensions().get(1) == 1);
  }

  private void addClass(GraphTensor input) {
    ContextRole role = ContextRole.of(ContextSpec.CLASS, Kind.INDEX, Shape.of(1));
    add(
        input,
        network
            .count("num_embeds_ada_norm")
            .map(role::unconditional)
            .orElseGet(role::unconditionalSame));
  }

  private void addTokens(GraphTensor input) {
    int tokens = open(input.dimensions().get(1), sizes.tokens(), input, "the tokenizer");
    int width = open(input.dimensions().get(2), sizes.width(), input, "the text encoder");
    add(input, text(ContextRole.of(TOKENS, Kind.FLOAT, Shape.of(tokens, width))));
  }

  private void addMask(GraphTensor input) {
    int tokens = open(input.dimensions().get(1), sizes.tokens(), input, "the tokenizer");
    add(input, text(ContextRole.of(MASK, Kind.MASK, Shape.of(tokens))));
  }

  private void add(String role, GraphTensor input, Kind kind, int size) {
    ContextRole plain = ContextRole.of(role, kind, Shape.of(size));
    add(input, role.equals(POOLED) ? text(plain) : plain.unconditionalSame());
  }

  private ContextRole text(ContextRole role) {
    return sizes.zerosForEmpty() ? role : role.unconditionalEmptyPrompt();
  }

  private void add(GraphTensor input, ContextRole role) {
    if (names.containsKey(role.name())) {
      throw network.refused(
          "its inputs %s and %s look alike (%s); export it with the usual names"
              .formatted(names.get(role.name()), input.name(), role));
    }
    names.put(role.name(), input.name());
    roles.add(role);
  }

  private int row(GraphTensor input, int otherwise, String source) {
    return open(input.dimensions().get(1), otherwise, input, source);
  }

  private int open(long dimension, int otherwise, GraphTensor input, String source) {
    if (dimension != GraphTensor.OPEN) {
      return Math.toIntExact(dimension);
    }
    if (otherwise < 1) {
      throw network.refused(
          "its input %s leaves a size open that %s should tell; add it, or the config.json of the model"
              .formatted(input, source));
    }
    return otherwise;
  }
}
