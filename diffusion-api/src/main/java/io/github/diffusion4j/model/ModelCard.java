package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.util.Map;

/**
 * What a model file says of itself. The keys travel in the file's metadata with the prefix {@code
 * diffusion.}, or stand in a {@code .properties} file beside it; {@link CardKeys} lists them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name of the model
 * @param shape of one sample
 * @param variance whether the network predicts a variance beside the sample
 * @param schedule it was trained with
 * @param parameterization what its raw output means
 * @param time how it is told the time
 * @param inputs the names of the graph's inputs and output
 * @param labels of its context
 * @param range of its samples' values
 * @param advice what {@code generate(context, steps)} uses
 * @param entries every key and value, these and others (data, licence, attribution, recipe),
 *     without prefix
 */
public record ModelCard(
    String name,
    Shape shape,
    Variance variance,
    NoiseSchedule schedule,
    Parameterization parameterization,
    TimeInput time,
    Inputs inputs,
    Labels labels,
    ValueRange range,
    SamplingDefaults advice,
    Map<String, String> entries) {

  /** What marks a key of the card in the metadata of a model file. */
  public static final String PREFIX = "diffusion.";

  /**
   * Copies the entries.
   *
   * @param name of the model
   * @param shape of one sample
   * @param variance whether the network predicts a variance beside the sample
   * @param schedule it was trained with
   * @param parameterization what its raw output means
   * @param time how it is told the time
   * @param inputs the names of the graph's inputs and output
   * @param labels of its context
   * @param range of its samples' values
   * @param advice what {@code generate(context, steps)} uses
   * @param entries every key and value, these and others (data, licence, attribution, recipe),
   *     without prefix
   */
  public ModelCard {
    entries = ImmutableSortedMap.copyOf(entries);
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
    return new CardReader(new CardEntries(source, entries)).read();
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
   * The shape of the network's raw output.
   *
   * @return the sample's; with a learned variance, twice its channels
   */
  public Shape outputShape() {
    if (variance == Variance.FIXED) {
      return shape;
    }
    int[] doubled = shape.dimensions().stream().mapToInt(d -> d).toArray();
    doubled[0] *= 2;
    return Shape.of(doubled);
  }

  /** Whether the network predicts a variance. */
  public enum Variance {
    /** It does not. */
    FIXED,
    /**
     * Its output has twice the channels: the prediction, then where in the range between the two
     * variances of DDPM the logarithm lies, from -1 to 1 (2102.09672, equation 15).
     */
    LEARNED_RANGE
  }

  /**
   * How the network is told a time t of the schedule: as (t + offset) * scale.
   *
   * @param offset 0 where the network counts from 1 to T, -1 where from 0 to T - 1
   * @param scale 1 for counts, 1/T for a share of T
   */
  public record TimeInput(double offset, double scale) {

    /**
     * The network's time.
     *
     * @param time of the schedule
     * @return what the network is given
     */
    public double of(double time) {
      return (time + offset) * scale;
    }
  }

  /**
   * The names in the graph.
   *
   * @param sample input that takes x
   * @param time input that takes the time
   * @param context input that takes the context, where there is one
   * @param output that is the raw prediction
   */
  public record Inputs(String sample, String time, String context, String output) {}

  /**
   * What the model's maker recommends.
   *
   * @param sampler its name in the catalogue
   * @param steps how many
   * @param spacing its name
   * @param eta of DDIM, in [0, 1]
   * @param guidance weight of classifier-free guidance; 1 for none
   * @param clip bound of |x0-hat|; infinite for none
   */
  public record SamplingDefaults(
      String sampler, int steps, String spacing, double eta, double guidance, double clip) {}
}
