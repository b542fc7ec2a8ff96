package io.github.diffusion4j.train.network;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Low-rank adaptation of a network ("LoRA: Low-Rank Adaptation of Large Language Models",
 * 2106.09685, section 4.1): some of its linear maps and convolutions get an additional product of
 * two small factors, A and B, which are trained in their place. B is zero at the start, so that the
 * network begins as what it was.
 *
 * <p>The factors of the layer {@code mid/query} are the parameters {@code mid/query/lora_A}, [rank,
 * in], and {@code mid/query/lora_B}, [out, rank]; of a convolution [rank, in, k, k] and [out, rank,
 * 1, 1].
 *
 * <p>Immutable and thread-safe.
 *
 * @param rank of the product, at least 1
 * @param alpha the product is multiplied by alpha / rank; above 0
 * @param targets regular expressions without blanks, at least one: adapted are the layers with
 *     weights whose whole name one of them matches, such as {@code block\d+/self/(query|value)}
 */
public record Lora(int rank, double alpha, List<String> targets) {
  private static final String RANK = "lora.rank";
  private static final String ALPHA = "lora.alpha";
  private static final String TARGETS = "lora.targets";
  private static final String BLANK = " ";

  /** Of a network of tokens. */
  private static final Pattern ATTENTION_AND_POINTWISE =
      Pattern.compile("(.*/)?(query|key|value|out|pointwise/in|pointwise/out)");

  /**
   * Checks the ranges.
   *
   * @param rank of the product
   * @param alpha the product is multiplied by alpha / rank
   * @param targets regular expressions
   * @throws IllegalArgumentException if a number is out of its range, there is no target, or one is
   *     no regular expression
   */
  public Lora {
    targets = List.copyOf(targets);
    if (rank < 1) {
      throw new IllegalArgumentException("lora.rank = " + rank + ": at least 1");
    }
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lora.alpha = " + alpha + ": a finite number above 0");
    }
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("lora.targets is empty: name at least one layer");
    }
    targets.forEach(Lora::pattern);
  }

  /**
   * The usual adaptation of a network: alpha is the rank, and adapted are {@link #usualTargets}.
   *
   * @param rank of the product, at least 1
   * @param network that is adapted
   * @return the adaptation
   * @throws IllegalArgumentException if the rank is below 1
   */
  public static Lora of(int rank, Network network) {
    return new Lora(rank, rank, usualTargets(network));
  }

  /**
   * The layers that are adapted where nobody says which.
   *
   * @param network any
   * @return of a network whose tokens attend, query, key, value and output of each attention and
   *     the pointwise layers; of any other, all linear maps and 1 x 1 convolutions
   */
  public static List<String> usualTargets(Network network) {
    List<ParameterSpec> maps =
        NetworkSummary.of(network).parameters().stream().filter(Lora::isMap).toList();
    boolean tokensAttend =
        maps.stream().anyMatch(p -> p.shape().rank() == 2 && p.layer().endsWith("key"));
    return maps.stream()
        .map(ParameterSpec::layer)
        .filter(layer -> !tokensAttend || ATTENTION_AND_POINTWISE.matcher(layer).matches())
        .toList();
  }

  /** A weight of a linear map or of a 1 x 1 convolution. */
  private static boolean isMap(ParameterSpec parameter) {
    Shape shape = parameter.shape();
    return parameter.name().endsWith("/weight")
        && (shape.rank() == 2 || (shape.rank() == 4 && shape.dimension(2) == 1));
  }

  /**
   * The adapted network.
   *
   * @param base any
   * @return a network with the parameters of the base and the factors; its configuration is the
   *     base's
   * @throws IllegalArgumentException if a target matches no layer with weights
   */
  public Network on(Network base) {
    Network adapted = new LoraNetwork(base, this);
    List<String> layers =
        NetworkSummary.of(adapted).parameters().stream()
            .filter(LoraFactors::isFactor)
            .map(ParameterSpec::layer)
            .toList();
    for (String target : targets) {
      Pattern pattern = pattern(target);
      if (layers.stream().noneMatch(layer -> pattern.matcher(layer).matches())) {
        throw new IllegalArgumentException(
            "lora.targets = %s: no layer of the network with weights is called that; the usual ones are %s"
                .formatted(target, usualTargets(base)));
      }
    }
    return adapted;
  }

  /** What the product is multiplied by. */
  double scale() {
    return alpha / rank;
  }

  /**
   * The same layers with factors of rank 1 and nothing to multiply by: the form in which a graph
   * takes factors of any adaptation of these layers.
   *
   * @return rank 1, alpha 1
   */
  public Lora ofGraph() {
    return new Lora(1, 1, targets);
  }

  /**
   * The adaptation as text.
   *
   * @return values by their names, {@code lora.rank}, {@code lora.alpha} and {@code lora.targets};
   *     {@link #of(Map)} reads them
   */
  public Map<String, String> toMap() {
    return ImmutableMap.of(
        RANK,
        Integer.toString(rank),
        ALPHA,
        Double.toString(alpha),
        TARGETS,
        String.join(BLANK, targets));
  }

  /**
   * Reads what {@link #toMap} gives.
   *
   * @param entries values by name; others are left alone
   * @return the adaptation; empty without a rank
   * @throws IllegalArgumentException if a value is wrong
   */
  public static Optional<Lora> of(Map<String, String> entries) {
    if (!entries.containsKey(RANK)) {
      return Optional.empty();
    }
    String rank = entries.getOrDefault(RANK, "");
    String alpha = entries.getOrDefault(ALPHA, rank);
    String targets = entries.getOrDefault(TARGETS, "");
    try {
      return Optional.of(
          new Lora(
              Integer.parseInt(rank),
              Double.parseDouble(alpha),
              Splitter.on(BLANK).omitEmptyStrings().splitToList(targets)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "lora.rank = %s, lora.alpha = %s: a whole number and a number".formatted(rank, alpha), e);
    }
  }

  /** The targets, to match layers with. */
  List<Pattern> patterns() {
    return targets.stream().map(Lora::pattern).toList();
  }

  private static Pattern pattern(String target) {
    try {
      return Pattern.compile(target);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "lora.targets = %s: no regular expression (%s)".formatted(target, e.getDescription()), e);
    }
  }
}
