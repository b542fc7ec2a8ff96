package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableSortedMap;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a sample is asked to show: the values a network is conditioned on, as one or more tensors by
 * role. The plain case is a vector of numbers in the role {@link #CONTEXT}, such as one number per
 * label; a text model has token states in a role of that name, a model of classes an index.
 *
 * <p>Immutable and thread-safe. {@link ContextSpec} says which roles a model takes, and makes
 * contexts of labels.
 */
public final class ContextVector {
  /** The role of {@link #of(float...)}. */
  public static final String CONTEXT = "context";

  private static final ContextVector UNCONDITIONAL = new ContextVector(ImmutableSortedMap.of());

  private final ImmutableSortedMap<String, ContextTensor> tensors;

  private ContextVector(Map<String, ContextTensor> tensors) {
    this.tensors = ImmutableSortedMap.copyOf(tensors);
  }

  /**
   * A vector of numbers in the role {@link #CONTEXT}.
   *
   * @param values copied; none is {@link #unconditional}
   * @return the context
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  public static ContextVector of(float... values) {
    return values.length == 0
        ? UNCONDITIONAL
        : of(CONTEXT, ContextTensor.of(Shape.of(values.length), values));
  }

  /**
   * One tensor; {@link #with} adds more.
   *
   * @param role as the model's card names it
   * @param tensor its values
   * @return the context
   */
  public static ContextVector of(String role, ContextTensor tensor) {
    return UNCONDITIONAL.with(role, tensor);
  }

  /**
   * The context that asks for nothing. What a network is given for it, such as zeros, a null class
   * or an empty prompt, is defined by the model's card.
   *
   * @return the context without any role
   */
  public static ContextVector unconditional() {
    return UNCONDITIONAL;
  }

  /**
   * This context with one more role, or another value for it.
   *
   * @param role as the model's card names it
   * @param tensor its values
   * @return a copy
   */
  public ContextVector with(String role, ContextTensor tensor) {
    Map<String, ContextTensor> more = new TreeMap<>(tensors);
    more.put(role, tensor);
    return new ContextVector(more);
  }

  /**
   * A weighted sum of two contexts, role by role. Whole numbers and masks stay as they are, and
   * must be the same in both.
   *
   * @param a one context
   * @param weightOfA its weight, usually in [0, 1]
   * @param b another with the same roles and shapes
   * @param weightOfB its weight
   * @return weightOfA a + weightOfB b
   * @throws IllegalArgumentException if roles or shapes differ, whole numbers or masks differ, or
   *     the sum is not finite
   */
  public static ContextVector mix(
      ContextVector a, double weightOfA, ContextVector b, double weightOfB) {
    if (!a.roles().equals(b.roles())) {
      throw new IllegalArgumentException(
          "contexts with the roles %s and %s: only contexts of one model mix"
              .formatted(a.roles(), b.roles()));
    }
    Map<String, ContextTensor> sum = new TreeMap<>();
    a.tensors.forEach(
        (role, tensor) ->
            sum.put(role, ContextTensor.mix(role, tensor, weightOfA, b.required(role), weightOfB)));
    return new ContextVector(sum);
  }

  /**
   * Contexts from one to another, in even steps.
   *
   * @param from the first
   * @param to the last, with the same roles and shapes
   * @param count how many, at least 1; one is {@code from}
   * @return that many contexts
   * @throws IllegalArgumentException if they do not mix, or count is below 1
   */
  public static List<ContextVector> between(ContextVector from, ContextVector to, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count = " + count + ": at least 1");
    }
    return IntStream.range(0, count)
        .mapToDouble(i -> count == 1 ? 0 : i / (count - 1.0))
        .mapToObj(share -> mix(from, 1 - share, to, share))
        .toList();
  }

  /**
   * The context with every real number multiplied.
   *
   * @param factor usually in [0, 1]
   * @return factor times this
   * @throws IllegalArgumentException if the product is not finite
   */
  public ContextVector times(double factor) {
    return mix(this, factor, this, 0);
  }

  /**
   * The roles that have a value.
   *
   * @return their names, sorted
   */
  public Set<String> roles() {
    return tensors.keySet();
  }

  /**
   * The value of a role.
   *
   * @param role as the model's card names it
   * @return empty if the context does not have it
   */
  public Optional<ContextTensor> get(String role) {
    return Optional.ofNullable(tensors.get(role));
  }

  /**
   * The value of a role that is known to be there.
   *
   * @param role as the model's card names it
   * @return its tensor
   * @throws IllegalArgumentException if the context does not have it
   */
  public ContextTensor required(String role) {
    ContextTensor tensor = tensors.get(role);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "a context with the roles %s has no '%s'".formatted(roles(), role));
    }
    return tensor;
  }

  /**
   * Whether nothing is asked for. A context of zeros is not unconditional in itself: it is where
   * the model's card says so.
   *
   * @return true without any role
   */
  public boolean isUnconditional() {
    return tensors.isEmpty();
  }

  /**
   * The numbers of the role {@link #CONTEXT}.
   *
   * @return a copy; empty if the context does not have the role
   */
  public float[] values() {
    return get(CONTEXT).map(ContextTensor::values).orElse(new float[0]);
  }

  /**
   * Writes the numbers of the role {@link #CONTEXT} into an array; nothing if the context does not
   * have the role.
   *
   * @param target receives them
   * @param offset the first index written
   */
  public void copyTo(float[] target, int offset) {
    get(CONTEXT).ifPresent(tensor -> tensor.copyTo(target, offset));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextVector that && tensors.equals(that.tensors);
  }

  @Override
  public int hashCode() {
    return tensors.hashCode();
  }

  /** Such as {@code [1.0, 0.0, 0.6]} in the plain case, or {@code tokens float 77x768}. */
  @Override
  public String toString() {
    if (isUnconditional()) {
      return "unconditional";
    }
    return roles().equals(Set.of(CONTEXT))
        ? required(CONTEXT).toString()
        : tensors.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
