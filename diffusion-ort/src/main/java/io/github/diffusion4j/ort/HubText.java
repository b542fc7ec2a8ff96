package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.ort.OrtFunction.Values;
import io.github.diffusion4j.ort.text.Tokenizer;
import io.github.diffusion4j.ort.text.Tokens;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text encoder with its tokenizer.
 *
 * @param component the graph
 * @param part the graph, when it is open
 * @param tokenizer of its vocabulary
 * @param states output: the state of each token
 * @param pooled output: one vector per text; null where it has none
 * @param pooling how such a vector is made of the states; empty where the graph gives it
 */
record HubText(
    Component component,
    Part<OrtFunction> part,
    Tokenizer tokenizer,
    GraphTensor states,
    @Nullable GraphTensor pooled,
    Optional<SentencePooling> pooling) {
  /** Names of the weights that have a row per token. */
  private static final Pattern EMBEDDING =
      Pattern.compile(".*(token_embedding|word_embeddings|embed_tokens).*weight");

  /**
   * What a text becomes.
   *
   * @param tokens of the text
   * @param states length x width
   * @param pooled the vector of the whole text, if it was wanted
   */
  @SuppressWarnings("ArrayRecordComponent") // on its way, never compared
  record Encoded(Tokens tokens, float[] states, Optional<float[]> pooled) {}

  /**
   * Reads an encoder.
   *
   * @param two whether it is one of two, which give the states before the last layer (2307.01952,
   *     section 2.1)
   */
  static HubText of(
      HubIndex index,
      String role,
      String tokenizerRole,
      boolean two,
      Function<Component, Part<OrtFunction>> parts) {
    Component component = index.component(role);
    TextOutputs outputs = TextOutputs.of(component);
    Tokenizer tokenizer = Tokenizer.load(index.source(), tokenizerRole);
    HubText text =
        new HubText(
            component,
            parts.apply(component),
            tokenizer,
            two ? outputs.penultimate() : outputs.last(),
            outputs.pooled(),
            SentencePooling.find(index.source(), role));
    text.checkVocabulary(index.source().nameOf(tokenizerRole));
    text.ids();
    return text;
  }

  private void checkVocabulary(String folder) {
    int rows = component.count("vocab_size").orElseGet(this::rowsOfEmbedding);
    if (rows > 0 && rows < tokenizer.vocabularySize()) {
      throw component.refused(
          "it knows %d tokens, and the tokenizer in %s has %d: take both from one model"
              .formatted(rows, folder, tokenizer.vocabularySize()));
    }
  }

  /** 0 where no weight has the name of an embedding. */
  private int rowsOfEmbedding() {
    return component.facts().found().weights().entrySet().stream()
        .filter(e -> EMBEDDING.matcher(e.getKey()).matches() && e.getValue().size() == 2)
        .map(e -> (int) Math.min(Integer.MAX_VALUE, e.getValue().get(0)))
        .findFirst()
        .orElse(0);
  }

  String name() {
    return component.name();
  }

  int length() {
    return tokenizer.length();
  }

  /** 0 if the graph leaves it open. */
  int width() {
    return Math.toIntExact(Math.max(0, states.dimensions().get(2)));
  }

  /** 0 if there is none, or the graph leaves it open. */
  int pooledWidth() {
    if (pooling.isPresent()) {
      return width();
    }
    return pooled == null ? 0 : Math.toIntExact(Math.max(0, pooled.dimensions().get(1)));
  }

  /**
   * Encodes a text. Where the network is told which tokens there are, those alone are encoded: what
   * padding would be, it does not look at.
   *
   * @param roles what the network takes of it
   */
  Encoded encode(String prompt, Collection<String> roles) {
    Tokens tokens = tokenizer.encode(prompt);
    int count =
        roles.contains(HubInputs.MASK) && leavesTokensOpen()
            ? Math.max(1, tokens.count())
            : length();
    Map<String, Values> inputs = new HashMap<>();
    for (GraphTensor input : component.graph().inputs().values()) {
      inputs.put(input.name(), new Values(new long[] {1, count}, values(input, tokens, count)));
    }
    Set<String> outputs = new HashSet<>(Set.of(states.name()));
    boolean wantsPooled = roles.contains(HubInputs.POOLED);
    GraphTensor vector = wantsPooled && pooling.isEmpty() ? pooled : null;
    if (vector != null) {
      outputs.add(vector.name());
    }
    OrtFunction.Outputs given =
        part.use(
            graph -> graph.call(inputs, outputs, StopSignal.interruptOf(Thread.currentThread())));
    checkTokens(given.get(states), count);
    float[] all = given.get(states).data();
    int width = all.length / count;
    return new Encoded(
        tokens,
        Arrays.copyOf(all, length() * width),
        vector != null
            ? Optional.of(given.get(vector).data())
            : pooling
                .filter(p -> wantsPooled)
                .map(p -> p.of(Arrays.copyOf(all, Math.max(1, tokens.count()) * width), width)));
  }

  private boolean leavesTokensOpen() {
    return component.graph().inputs().values().stream()
        .allMatch(input -> input.dimensions().get(1) == GraphTensor.OPEN);
  }

  private void checkTokens(Values given, int count) {
    long[] dimensions = given.dimensions();
    if (dimensions.length != 3 || dimensions[0] != 1 || dimensions[1] != count) {
      throw new IllegalStateException(
          "%s: it gave '%s' of %s for 1 text of %d tokens, expected 1 x %d x width; take the model's own tokenizer and text encoder"
              .formatted(
                  component.name(), states.name(), Arrays.toString(dimensions), count, count));
    }
  }

  private static float[] values(GraphTensor input, Tokens tokens, int count) {
    String name = input.name().toLowerCase(Locale.ROOT);
    float[] values = new float[count];
    if (name.contains("type")) {
      return values; // one segment
    }
    int[] from = name.contains("mask") ? tokens.mask() : tokens.ids();
    for (int i = 0; i < values.length; i++) {
      values[i] = from[i];
    }
    return values;
  }

  /** Checks the inputs: ids, and where it has them a mask and the types of the tokens. */
  private void ids() {
    for (GraphTensor input : component.graph().inputs().values()) {
      boolean fits = input.rank() == 2 && input.isWhole();
      long tokens = fits ? input.dimensions().get(1) : 0;
      if (!fits || (tokens != GraphTensor.OPEN && tokens != length())) {
        throw component.refused(
            "its input %s does not take rows x %d token ids of int32 or int64"
                .formatted(input, length()));
      }
    }
  }
}
