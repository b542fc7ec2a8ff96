package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.TextEncoder;
import io.github.diffusion4j.ort.text.Tokens;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text encoders of a model's folder, none, one or two: the states of their tokens side by side,
 * and the vector that the last of them makes of the whole text.
 *
 * <p>Thread-safe.
 */
final class HubTexts implements TextEncoder {
  private final List<HubText> encoders;
  private List<String> roles = List.of();

  private HubTexts(List<HubText> encoders) {
    this.encoders = encoders;
  }

  static HubTexts of(HubIndex index, Function<Component, Part<OrtFunction>> parts) {
    List<HubText> encoders = new ArrayList<>();
    boolean two = index.has(HubIndex.TEXT_ENCODER_2);
    if (index.has(HubIndex.TEXT_ENCODER)) {
      encoders.add(HubText.of(index, HubIndex.TEXT_ENCODER, HubIndex.TOKENIZER, two, parts));
    }
    if (two) {
      encoders.add(HubText.of(index, HubIndex.TEXT_ENCODER_2, HubIndex.TOKENIZER_2, two, parts));
    }
    return new HubTexts(encoders);
  }

  boolean isEmpty() {
    return encoders.isEmpty();
  }

  /** The number of tokens per text; 0 without encoders. */
  int tokens() {
    return encoders.isEmpty() ? 0 : encoders.get(0).length();
  }

  /** The width of the states of all encoders side by side; 0 if it is not known. */
  int width() {
    int sum = 0;
    for (HubText encoder : encoders) {
      if (encoder.width() == 0) {
        return 0;
      }
      sum += encoder.width();
    }
    return sum;
  }

  int pooled() {
    return encoders.isEmpty() ? 0 : encoders.get(encoders.size() - 1).pooledWidth();
  }

  /**
   * Says what the network takes of a text.
   *
   * @throws IllegalArgumentException if the encoders do not make it
   */
  void bind(HubInputs inputs, Component network) {
    roles =
        inputs.roles().stream()
            .map(role -> role.name())
            .filter(List.of(HubInputs.TOKENS, HubInputs.POOLED, HubInputs.MASK)::contains)
            .toList();
    if (encoders.isEmpty()) {
      return;
    }
    inputs.roles().stream()
        .filter(role -> role.name().equals(HubInputs.TOKENS))
        .forEach(role -> checkTokens(role.shape(), network));
    inputs.roles().stream()
        .filter(role -> role.name().equals(HubInputs.POOLED))
        .forEach(role -> checkPooled(role.shape(), network));
  }

  private void checkTokens(Shape taken, Component network) {
    if (width() != 0 && width() != taken.dimension(1)) {
      throw network.refused(
          "it takes tokens of width %d, and %s makes them of width %d: take both from one model"
              .formatted(taken.dimension(1), names(), width()));
    }
    if (tokens() != taken.dimension(0)) {
      throw network.refused(
          "it takes %d tokens, and %s makes %d: take both from one model"
              .formatted(taken.dimension(0), names(), tokens()));
    }
  }

  private void checkPooled(Shape taken, Component network) {
    if (pooled() != 0 && pooled() != taken.size()) {
      throw network.refused(
          "it takes a vector of %d values per text, and %s makes %d: take both from one model"
              .formatted(taken.size(), names(), pooled()));
    }
  }

  private String names() {
    return String.join(" with ", encoders.stream().map(HubText::name).toList());
  }

  @Override
  public ContextVector encode(String prompt) {
    List<HubText.Encoded> encoded = new ArrayList<>();
    for (HubText encoder : encoders) {
      encoded.add(encoder.encode(prompt, roles));
    }
    ContextVector context = ContextVector.unconditional();
    if (roles.contains(HubInputs.TOKENS)) {
      context = context.with(HubInputs.TOKENS, sideBySide(encoded));
    }
    Optional<float[]> pooled = encoded.get(encoded.size() - 1).pooled();
    if (pooled.isPresent()) {
      context =
          context.with(
              HubInputs.POOLED, ContextTensor.of(Shape.of(pooled.get().length), pooled.get()));
    }
    return roles.contains(HubInputs.MASK)
        ? context.with(HubInputs.MASK, mask(encoded.get(0).tokens()))
        : context;
  }

  private static ContextTensor mask(Tokens tokens) {
    int[] mask = tokens.mask();
    float[] values = new float[mask.length];
    for (int i = 0; i < mask.length; i++) {
      values[i] = mask[i];
    }
    return ContextTensor.of(ContextTensor.Kind.MASK, Shape.of(mask.length), values);
  }

  /** Token i of the result is token i of each. */
  private static ContextTensor sideBySide(List<HubText.Encoded> encoded) {
    int tokens = encoded.get(0).tokens().length();
    int width = encoded.stream().mapToInt(e -> e.states().length / tokens).sum();
    float[] all = new float[tokens * width];
    int at = 0;
    for (HubText.Encoded one : encoded) {
      int own = one.states().length / tokens;
      for (int token = 0; token < tokens; token++) {
        System.arraycopy(one.states(), token * own, all, token * width + at, own);
      }
      at += own;
    }
    return ContextTensor.of(Shape.of(tokens, width), all);
  }
}
