package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.text.Entries;
import java.util.Locale;
import java.util.Map;

/**
 * What a model says of itself. A card is read from keys and values, {@link #of}, which {@link
 * #toEntries} writes back, or built, {@link #builder}. {@link CardKeys} lists the keys.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelCard {

  /** Whether the network predicts a variance. */
  public enum Variance {
    /** It does not. */
    FIXED,
    /**
     * Its output has twice the channels: the prediction, then where in the range between the two
     * variances of DDPM the logarithm lies, from -1 to 1 (2102.09672, equation 15).
     */
    LEARNED_RANGE;

    /** As a card writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Begins every key of a card in the metadata of a model file. */
  public static final String PREFIX = "diffusion.";

  private final String name;
  private final Shape shape;
  private final Variance variance;
  private final NoiseSchedule schedule;
  private final Parameterization parameterization;
  private final NetworkTime time;
  private final ContextSpec context;
  private final ImmutableMap<String, String> inputs;
  private final String output;
  private final ValueRange range;
  private final SamplingDefaults defaults;
  private final ImmutableSortedMap<String, String> notes;

  private ModelCard(Builder from) {
    name = from.name;
    shape = from.shape;
    variance = from.variance;
    schedule = from.schedule;
    parameterization = from.parameterization;
    time = from.time;
    context = from.context;
    inputs = ImmutableMap.copyOf(from.inputs);
    output = from.output;
    range = from.range;
    defaults = from.defaults;
    notes = ImmutableSortedMap.copyOf(from.notes);
  }

  /**
   * A card with the least that a model has to say.
   *
   * @param shape of one sample
   * @param schedule it was trained with
   * @param parameterization what its raw output means
   * @return everything else at its default
   */
  public static Builder builder(
      Shape shape, NoiseSchedule schedule, Parameterization parameterization) {
    return new Builder(shape, schedule, parameterization);
  }

  /**
   * Reads a card.
   *
   * @param source what messages call it, such as the file
   * @param entries keys, without prefix, and values
   * @return the card
   * @throws IllegalArgumentException if a key is missing, wrong or probably misspelt; the message
   *     names source, key and cure
   */
  public static ModelCard of(String source, Map<String, String> entries) {
    return new CardReader(new Entries(source, entries)).read();
  }

  /**
   * Keys as a card wants them.
   *
   * @param entries some keys may have the prefix {@link #PREFIX}
   * @return the same without it, blanks around the values cut off
   * @throws IllegalArgumentException if a key is there with and without the prefix, and the two
   *     values differ
   */
  public static Map<String, String> withoutPrefix(Map<String, String> entries) {
    return ImmutableSortedMap.copyOf(CardText.bare("card", entries.entrySet()));
  }

  /**
   * The card in the metadata of a model file: the entries whose keys have the prefix {@link
   * #PREFIX}. All others belong to other programs.
   *
   * @param metadata of the file
   * @return the card's entries, without prefix, blanks around the values cut off
   */
  public static Map<String, String> ofMetadata(Map<String, String> metadata) {
    return withoutPrefix(Maps.filterKeys(metadata, key -> key.startsWith(PREFIX)));
  }

  /**
   * Writes the card; {@link #of} reads an equal one back.
   *
   * @return keys, without prefix, and values, sorted
   * @throws IllegalStateException if the schedule or the parameterization is of your own and has no
   *     name
   */
  public Map<String, String> toEntries() {
    return CardWriter.write(this);
  }

  /**
   * This card with some settings changed.
   *
   * @return a builder with all settings of this card
   */
  public Builder toBuilder() {
    return new Builder(shape, schedule, parameterization)
        .name(name)
        .variance(variance)
        .time(time)
        .context(context)
        .inputs(inputs)
        .output(output)
        .range(range)
        .defaults(defaults)
        .notes(notes);
  }

  /**
   * The model's name.
   *
   * @return such as {@code icons16}
   */
  public String name() {
    return name;
  }

  /**
   * The shape of one sample.
   *
   * @return the shape without the batch
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The shape of the network's raw output for one sample.
   *
   * @return the sample's; with a learned variance, twice its channels
   */
  public Shape outputShape() {
    return outputShape(shape);
  }

  /**
   * The shape of the network's raw output for samples of another shape.
   *
   * @param sample the shape of one sample
   * @return the sample's; with a learned variance, twice its channels
   */
  public Shape outputShape(Shape sample) {
    if (variance == Variance.FIXED) {
      return sample;
    }
    int[] doubled = sample.dimensions().stream().mapToInt(d -> d).toArray();
    doubled[0] *= 2;
    return Shape.of(doubled);
  }

  /**
   * Whether the network predicts a variance beside the sample.
   *
   * @return fixed by default
   */
  public Variance variance() {
    return variance;
  }

  /**
   * The schedule the network was trained with.
   *
   * @return the schedule
   */
  public NoiseSchedule schedule() {
    return schedule;
  }

  /**
   * What the network's raw output means.
   *
   * @return the parameterization
   */
  public Parameterization parameterization() {
    return parameterization;
  }

  /**
   * How the network is told the noise level.
   *
   * @return the share of T by default
   */
  public NetworkTime time() {
    return time;
  }

  /**
   * What the network is conditioned on.
   *
   * @return empty for an unconditional model
   */
  public ContextSpec context() {
    return context;
  }

  /**
   * The graph input of a role: {@link #SAMPLE}, {@link #TIME} or a role of the context.
   *
   * @param role whose input is wanted
   * @return its name in the graph; the default if the card does not say
   */
  public String input(String role) {
    return inputs.getOrDefault(role, DEFAULT_INPUTS.getOrDefault(role, role));
  }

  /** The role of the network's input x. */
  public static final String SAMPLE = "sample";

  /** The role of the network's time. */
  public static final String TIME = "time";

  private static final Map<String, String> DEFAULT_INPUTS =
      Map.of(SAMPLE, "x", TIME, "t", ContextVector.CONTEXT, "c");

  /** The names of graph inputs that the card gives, by role. */
  Map<String, String> inputs() {
    return inputs;
  }

  /**
   * The graph's output that is the raw prediction.
   *
   * @return its name; empty for the only one
   */
  public String output() {
    return output;
  }

  /**
   * The range of the samples' values.
   *
   * @return -1 to 1 by default
   */
  public ValueRange range() {
    return range;
  }

  /**
   * What {@code generate(context, steps)} uses.
   *
   * @return the maker's recommendations
   */
  public SamplingDefaults defaults() {
    return defaults;
  }

  /**
   * What else the card says, such as data, licence, attribution and recipe.
   *
   * @return keys, without prefix, and values, sorted
   */
  public Map<String, String> notes() {
    return notes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelCard that
        && name.equals(that.name)
        && shape.equals(that.shape)
        && variance == that.variance
        && schedule.equals(that.schedule)
        && parameterization.equals(that.parameterization)
        && time.equals(that.time)
        && context.equals(that.context)
        && inputs.equals(that.inputs)
        && output.equals(that.output)
        && range.equals(that.range)
        && defaults.equals(that.defaults)
        && notes.equals(that.notes);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + shape.hashCode();
  }

  /** Name and shape, such as {@code icons16 (3x16x16)}. */
  @Override
  public String toString() {
    return name + " (" + shape + ")";
  }

  /** Settings of a card. Not thread-safe. */
  public static final class Builder {
    private final Shape shape;
    private final NoiseSchedule schedule;
    private final Parameterization parameterization;
    private String name = "model";
    private Variance variance = Variance.FIXED;
    private NetworkTime time;
    private ContextSpec context = ContextSpec.values(0);
    private Map<String, String> inputs = Map.of();
    private String output = "";
    private ValueRange range = new ValueRange(-1, 1);
    private SamplingDefaults defaults;
    private Map<String, String> notes = Map.of();

    private Builder(Shape shape, NoiseSchedule schedule, Parameterization parameterization) {
      this.shape = shape;
      this.schedule = schedule;
      this.parameterization = parameterization;
      time = NetworkTime.of(NetworkTime.Measure.FRACTION, schedule.steps());
      defaults = SamplingDefaults.of(schedule.steps());
    }

    /**
     * The model's name.
     *
     * @param newName default {@code model}
     * @return this
     */
    public Builder name(String newName) {
      name = newName;
      return this;
    }

    /**
     * Whether the network predicts a variance beside the sample.
     *
     * @param newVariance default fixed
     * @return this
     */
    public Builder variance(Variance newVariance) {
      variance = newVariance;
      return this;
    }

    /**
     * How the network is told the noise level.
     *
     * @param newTime default: the share of T
     * @return this
     */
    public Builder time(NetworkTime newTime) {
      time = newTime;
      return this;
    }

    /**
     * What the network is conditioned on.
     *
     * @param newContext default: nothing
     * @return this
     */
    public Builder context(ContextSpec newContext) {
      context = newContext;
      return this;
    }

    /**
     * The graph's inputs.
     *
     * @param newInputs from role ({@link #SAMPLE}, {@link #TIME}, roles of the context) to the name
     *     in the graph; default x, t and c, and for other roles the role's name
     * @return this
     */
    public Builder inputs(Map<String, String> newInputs) {
      inputs = newInputs;
      return this;
    }

    /**
     * The graph's output that is the raw prediction.
     *
     * @param newOutput default empty: the only one
     * @return this
     */
    public Builder output(String newOutput) {
      output = newOutput;
      return this;
    }

    /**
     * The range of the samples' values.
     *
     * @param newRange default -1 to 1
     * @return this
     */
    public Builder range(ValueRange newRange) {
      range = newRange;
      return this;
    }

    /**
     * What {@code generate(context, steps)} uses.
     *
     * @param newDefaults default: DDIM with 50 steps, or T if that is less
     * @return this
     */
    public Builder defaults(SamplingDefaults newDefaults) {
      defaults = newDefaults;
      return this;
    }

    /**
     * What else the card says.
     *
     * @param newNotes keys, without prefix, and values
     * @return this
     */
    public Builder notes(Map<String, String> newNotes) {
      notes = newNotes;
      return this;
    }

    /**
     * The card.
     *
     * @return a card with these settings
     */
    public ModelCard build() {
      return new ModelCard(this);
    }
  }
}
