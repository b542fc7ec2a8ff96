package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.names.Names;
import io.github.diffusion4j.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a model is conditioned on: its roles, the names of its labels, and what it is given where
 * nothing is asked for.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContextSpec {
  /** The role of a class given by its index. */
  public static final String CLASS = "class";

  /**
   * The role of an embedded guidance weight, "On Distillation of Guided Diffusion Models"
   * (2210.03142), section 3.1: a network that has it is guided by it, and not by two evaluations.
   */
  public static final String GUIDANCE = "guidance";

  /**
   * The role of a control image, channels x height x width in 0..1, of networks with a ControlNet
   * (2302.05543).
   */
  public static final String CONTROL = "control";

  /** The role of the number that the residuals of a ControlNet are multiplied by. */
  public static final String CONTROL_SCALE = "control_scale";

  /**
   * The role of what is kept of an image, for networks that were trained to paint the rest: a mask
   * of the samples' height and width, 1 where it is painted, and the samples of the image without
   * that part. {@code GenerationRequest.inpaint} fills it.
   */
  public static final String INPAINT = "inpaint";

  private final ImmutableMap<String, ContextRole> roles;
  private final ImmutableList<ContextRole> inOrder;
  private final ImmutableList<String> labels;

  private ContextSpec(List<ContextRole> roles, List<String> labels) {
    this.roles = Maps.uniqueIndex(roles, ContextRole::name);
    inOrder = this.roles.values().asList();
    this.labels = ImmutableList.copyOf(labels);
  }

  /**
   * Roles with labels.
   *
   * @param roles with different names; none for an unconditional model
   * @param labels names of the values of the role {@code context}, or of the classes of the role
   *     {@link #CLASS}; or none
   * @return the specification
   * @throws IllegalArgumentException if two roles have the same name, a label stands twice or is
   *     blank, or labels and values differ in number
   */
  public static ContextSpec of(List<ContextRole> roles, List<String> labels) {
    Set<String> different = new HashSet<>();
    for (String label : labels) {
      String trimmed = LabelText.trimmed(label);
      if (trimmed.isEmpty()) {
        throw new IllegalArgumentException(
            "labels " + labels + ": one is blank; give every label a name");
      }
      if (!different.add(trimmed)) {
        throw new IllegalArgumentException(
            "labels %s: '%s' may appear only once, blanks around it not counted"
                .formatted(labels, trimmed));
      }
    }
    ContextSpec spec = new ContextSpec(roles, labels);
    if (!labels.isEmpty() && !spec.roles.containsKey(CLASS) && spec.size() != labels.size()) {
      throw new IllegalArgumentException(
          "%d labels for a context of %d values: name every value, or none"
              .formatted(labels.size(), spec.size()));
    }
    return spec;
  }

  /**
   * A vector with one number per label, zeros being unconditional.
   *
   * @param labels all different; none for an unconditional model
   * @return the specification
   * @throws IllegalArgumentException if a label stands twice or is blank
   */
  public static ContextSpec labels(List<String> labels) {
    return of(vector(labels.size()), labels);
  }

  /**
   * A vector of numbers without names, zeros being unconditional.
   *
   * @param size how many, at least 0; 0 for an unconditional model
   * @return the specification
   * @throws IllegalArgumentException if the size is negative
   */
  public static ContextSpec values(int size) {
    return of(vector(size), List.of());
  }

  private static List<ContextRole> vector(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a context of " + size + " values: 0 or more");
    }
    return size == 0
        ? List.of()
        : List.of(ContextRole.of(ContextVector.CONTEXT, Kind.FLOAT, Shape.of(size)));
  }

  /**
   * Reads labels as a card writes them.
   *
   * @param text names with commas between, a backslash before a comma or a backslash of a name; see
   *     {@link CardKeys#LABELS}
   * @return the names
   * @throws IllegalArgumentException if a backslash is followed by anything else
   */
  public static List<String> parseLabels(String text) {
    return LabelText.names(text);
  }

  /**
   * The labels as a card writes them; {@link #parseLabels} reads them back.
   *
   * @return the names with commas between; empty without labels
   */
  public String labelsText() {
    return LabelText.of(labels);
  }

  /**
   * The roles.
   *
   * @return in the card's order; none for an unconditional model
   */
  public List<ContextRole> roles() {
    return inOrder;
  }

  /**
   * This specification for samples of another size: roles that follow the samples have theirs.
   *
   * @param card the shape of the card's samples
   * @param samples of the same rank
   * @return this where no role follows, or the size is the same
   */
  public ContextSpec forSamples(Shape card, Shape samples) {
    return card.equals(samples)
        ? this
        : new ContextSpec(
            inOrder.stream().map(role -> role.forSamples(card, samples)).toList(), labels);
  }

  /**
   * The names of the labels.
   *
   * @return none if the model has no names for its values
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Whether the model takes a role.
   *
   * @param role its name
   * @return true if it is one of {@link #roles}
   */
  public boolean has(String role) {
    return roles.containsKey(role);
  }

  /**
   * Whether the model takes no context at all.
   *
   * @return true without roles
   */
  public boolean isEmpty() {
    return roles.isEmpty();
  }

  /**
   * The number of values of the role {@code context}.
   *
   * @return 0 without that role
   */
  public int size() {
    ContextRole plain = roles.get(ContextVector.CONTEXT);
    return plain == null ? 0 : plain.shape().size();
  }

  /**
   * Asks for some labels.
   *
   * @param names of labels, each with weight 1; none asks for nothing
   * @return the context
   * @throws IllegalArgumentException if there is no such label; the message names those there are
   */
  public ContextVector context(String... names) {
    ImmutableMap.Builder<String, Double> weights = ImmutableMap.builder();
    List.of(names).forEach(label -> weights.put(label, 1.0));
    return context(weights.buildKeepingLast());
  }

  /**
   * Asks for labels by weight.
   *
   * @param weights from label to weight, usually in [0, 1]; none asks for nothing
   * @return the context
   * @throws IllegalArgumentException if there is no such label, a weight is not finite, or the
   *     model takes one class and this is not one label of weight 1
   */
  public ContextVector context(Map<String, Double> weights) {
    weights.keySet().forEach(this::index);
    if (weights.isEmpty()) {
      return ContextVector.unconditional();
    }
    if (roles.containsKey(CLASS)) {
      if (!List.copyOf(weights.values()).equals(List.of(1.0))) {
        throw new IllegalArgumentException(
            "labels " + weights + ": this model takes one class, of weight 1");
      }
      return ContextVector.of(
          CLASS, ContextTensor.index(index(weights.keySet().iterator().next())));
    }
    float[] values = new float[labels.size()];
    weights.forEach((label, weight) -> values[index(label)] = weight.floatValue());
    return ContextVector.of(values);
  }

  /**
   * Asks for the labels that the words of a text name. Case, punctuation and hyphens do not count;
   * a label of several words is found as a phrase; words such as {@code a} and {@code with} are
   * passed over.
   *
   * @param text such as {@code "a folder with a plus"}; without a label in it, it asks for nothing
   * @return the context
   * @throws IllegalArgumentException if another word is no label; the message names the labels
   *     there are
   */
  public ContextVector contextOfWords(String text) {
    return context(LabelWords.of(labels).in(text).toArray(String[]::new));
  }

  private int index(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          "label '" + label + "': this model has " + described() + Names.didYouMean(label, labels));
    }
    return index;
  }

  /**
   * Checks that a context fits this model.
   *
   * @param context with some or all roles, or none
   * @return the same context
   * @throws IllegalArgumentException if the model has not such a role, or its kind or shape is
   *     another. Whether one is missing is known when the context is completed
   */
  public ContextVector check(ContextVector context) {
    for (String role : context.roles()) {
      ContextRole known = roles.get(role);
      if (role.equals(ContextVector.CONTEXT) && context.values().length != size()) {
        throw new IllegalArgumentException(
            "a context of %d values: this model takes %d, %s"
                .formatted(context.values().length, size(), described()));
      }
      if (known == null) {
        throw new IllegalArgumentException(
            "a context with '%s': this model takes %s".formatted(role, described()));
      }
      known.check(context.required(role));
    }
    return context;
  }

  /**
   * What a network is given for a context: every role, those not given by what follows from the
   * request, by their fallback, or where nothing is asked for by their unconditional value.
   *
   * @param context that fits
   * @param conditions what follows from the request, such as {@link Model#conditions} gives
   * @param emptyPrompt what the text encoder makes of an empty prompt
   * @return a context with every role
   * @throws IllegalArgumentException if a role is missing that has no fallback
   */
  public ContextVector complete(
      ContextVector context, ContextVector conditions, Supplier<ContextVector> emptyPrompt) {
    ContextVector complete = context;
    for (ContextRole role : roles.values()) {
      if (!context.roles().contains(role.name())) {
        complete =
            complete.with(role.name(), missing(role, context, conditions, complete, emptyPrompt));
      }
    }
    return complete;
  }

  private static ContextTensor missing(
      ContextRole role,
      ContextVector context,
      ContextVector conditions,
      ContextVector complete,
      Supplier<ContextVector> emptyPrompt) {
    Optional<ContextTensor> follows = conditions.get(role.name());
    if (follows.isPresent()) {
      return role.check(follows.get());
    }
    return context.isUnconditional() && role.unconditional() != ContextRole.Unconditional.SAME
        ? unconditional(role, complete, emptyPrompt)
        : role.missing();
  }

  /**
   * What a network without a text encoder is given for a context.
   *
   * @param context that fits
   * @return a context with every role
   * @throws IllegalArgumentException if a role is missing that has no fallback, or only a text
   *     encoder could give it
   */
  public ContextVector complete(ContextVector context) {
    return complete(context, ContextVector.unconditional(), ContextVector::unconditional);
  }

  /**
   * What guidance moves away from.
   *
   * @param complete the context that is guided, with every role
   * @param negative what the samples shall not show; unconditional, or with some or all roles
   * @param emptyPrompt what the text encoder makes of an empty prompt
   * @return a context with every role
   */
  public ContextVector opposite(
      ContextVector complete, ContextVector negative, Supplier<ContextVector> emptyPrompt) {
    ContextVector opposite = negative;
    for (ContextRole role : roles.values()) {
      if (!negative.roles().contains(role.name())) {
        opposite = opposite.with(role.name(), unconditional(role, complete, emptyPrompt));
      }
    }
    return opposite;
  }

  private static ContextTensor unconditional(
      ContextRole role, ContextVector same, Supplier<ContextVector> emptyPrompt) {
    return switch (role.unconditional()) {
      case FILLED -> ContextTensor.filled(role.kind(), role.shape(), role.fill());
      case SAME -> same.required(role.name());
      case EMPTY_PROMPT -> role.check(emptyPrompt.get().required(role.name()));
    };
  }

  private String described() {
    if (roles.isEmpty()) {
      return "no context, it is unconditional";
    }
    if (!labels.isEmpty()) {
      return "the labels " + labels;
    }
    return roles.keySet().equals(Set.of(ContextVector.CONTEXT))
        ? "%d values without names".formatted(size())
        : roles.values().stream().map(ContextRole::toString).collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextSpec that
        && roles().equals(that.roles())
        && labels.equals(that.labels);
  }

  @Override
  public int hashCode() {
    return roles.hashCode() * 31 + labels.hashCode();
  }

  /** What the model takes, such as {@code the labels [folder, plus]}. */
  @Override
  public String toString() {
    return described();
  }
}
