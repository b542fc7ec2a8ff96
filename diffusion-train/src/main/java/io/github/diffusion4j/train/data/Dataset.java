package io.github.diffusion4j.train.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled images in memory: float32 in [-1, 1], channels first, all of one shape.
 *
 * <p>Immutable and thread-safe.
 */
public final class Dataset {
  private final Shape shape;
  private final List<String> labels;
  private final Source source;
  private final List<Example> examples;
  private final List<Rejected> rejected;
  private final List<List<String>> excludedCombinations;

  private Dataset(
      Shape shape,
      List<String> labels,
      Source source,
      List<Example> examples,
      List<Rejected> rejected,
      List<List<String>> excludedCombinations) {
    this.shape = shape;
    this.labels = labels;
    this.source = source;
    this.examples = examples;
    this.rejected = rejected;
    this.excludedCombinations = excludedCombinations;
  }

  /**
   * A data set of the caller's own images.
   *
   * @param shape of every image, channels x height x width
   * @param labels the names of the context's places; may be empty, no name twice
   * @param source where the images come from
   * @param examples at least one; each image has the shape's size, each context the labels' number
   * @param rejected images that were left out, and why
   * @return the data set
   * @throws IllegalArgumentException if there is no example, a label is named twice, or an example
   *     does not fit
   */
  public static Dataset of(
      Shape shape,
      List<String> labels,
      Source source,
      List<Example> examples,
      List<Rejected> rejected) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds no usable image%s".formatted(source.name(), firstReason(rejected)));
    }
    if (new HashSet<>(labels).size() != labels.size()) {
      throw new IllegalArgumentException("labels " + labels + ": every name may occur once");
    }
    examples.forEach(example -> example.check(shape, labels.size()));
    return new Dataset(
        shape,
        List.copyOf(labels),
        source,
        List.copyOf(examples),
        List.copyOf(rejected),
        List.of());
  }

  /**
   * The shape of every image.
   *
   * @return channels x height x width
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The names of the context's places.
   *
   * @return k names; empty where the images have no labels
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Where the images come from.
   *
   * @return name, author and licence
   */
  public Source source() {
    return source;
  }

  /**
   * The number of images.
   *
   * @return at least 0
   */
  public int size() {
    return examples.size();
  }

  /**
   * One image.
   *
   * @param index from 0
   * @return the example
   * @throws IndexOutOfBoundsException if there is none of that index
   */
  public Example example(int index) {
    return examples.get(index);
  }

  /**
   * All images.
   *
   * @return a copy, a row each, in the order of {@link #example}
   * @throws IllegalArgumentException if there is none
   */
  public Tensor images() {
    return images(IntStream.range(0, size()).boxed().toList());
  }

  /**
   * Some images.
   *
   * @param indices each from 0
   * @return a copy, a row each
   * @throws IndexOutOfBoundsException if there is none of an index
   * @throws IllegalArgumentException if none is asked for
   */
  public Tensor images(List<Integer> indices) {
    Tensor images = Tensor.zeros(indices.size(), shape);
    for (int row = 0; row < indices.size(); row++) {
      examples.get(indices.get(row)).copyImage(images.data(), row * shape.size());
    }
    return images;
  }

  /**
   * Whether every image is grey although it has red, green and blue.
   *
   * @return true if {@link #grey} loses nothing
   */
  public boolean isGreyInColour() {
    return isInColour() && examples.stream().allMatch(example -> example.isGrey(shape));
  }

  /**
   * The same images in one channel, the luma of ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue.
   *
   * @return images of 1 x height x width; this set if they have one channel already
   */
  public Dataset grey() {
    if (!isInColour()) {
      return this;
    }
    Shape oneChannel = Shape.of(1, shape.dimension(1), shape.dimension(2));
    List<Example> greys = examples.stream().map(example -> example.grey(shape)).toList();
    return new Dataset(oneChannel, labels, source, greys, rejected, excludedCombinations);
  }

  private boolean isInColour() {
    return shape.rank() == 3 && shape.dimension(0) == Pixels.CHANNELS;
  }

  /**
   * The images that were left out when this set was read.
   *
   * @return each with its reason; empty when everything was read
   */
  public List<Rejected> rejected() {
    return rejected;
  }

  /**
   * The part to train on.
   *
   * @return the examples that {@link HeldOut} lets through; may be empty in a tiny set
   */
  public Dataset training() {
    return where(i -> !HeldOut.contains(examples.get(i).name()));
  }

  /**
   * The part that is never trained on, about a tenth.
   *
   * @return the examples that {@link HeldOut} keeps back; may be empty in a tiny set
   */
  public Dataset heldOut() {
    return where(i -> HeldOut.contains(examples.get(i).name()));
  }

  /**
   * This set without the images that have all labels of a combination, so that a network can be
   * asked for what it never saw: neither to train on nor held out.
   *
   * @param combinations of labels, such as [[folder, plus], [user, minus]]
   * @return the rest, which remembers the combinations
   * @throws IllegalArgumentException if a label is none of the set's, or no image has a combination
   */
  public Dataset leavingOut(List<List<String>> combinations) {
    List<List<Integer>> places = combinations.stream().map(this::places).toList();
    Dataset rest = where(i -> places.stream().noneMatch(examples.get(i)::areOn));
    return new Dataset(shape, labels, source, rest.examples, rejected, List.copyOf(combinations));
  }

  private List<Integer> places(List<String> combination) {
    for (String label : combination) {
      if (!labels.contains(label)) {
        throw new IllegalArgumentException(
            "to leave out %s: %s is none of the labels %s".formatted(combination, label, labels));
      }
    }
    List<Integer> places = combination.stream().map(labels::indexOf).toList();
    if (examples.stream().noneMatch(example -> example.areOn(places))) {
      throw new IllegalArgumentException(
          "to leave out %s: no image has these labels".formatted(combination));
    }
    return places;
  }

  /**
   * The combinations of labels that were left out.
   *
   * @return as given to {@link #leavingOut}; empty if it was not called
   */
  public List<List<String>> excludedCombinations() {
    return excludedCombinations;
  }

  /**
   * How often each label is on.
   *
   * @return label to number of examples whose context is not zero there, by name
   */
  public Map<String, Integer> labelCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int k = 0; k < labels.size(); k++) {
      int place = k;
      counts.put(labels.get(k), (int) examples.stream().filter(e -> e.isOn(place)).count());
    }
    return counts;
  }

  /**
   * Identifies shape, labels, names, images and contexts: a run is resumed on the data it began
   * with.
   *
   * @return a SHA-256 in hexadecimal
   */
  public String fingerprint() {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putString(shape + " " + labels, UTF_8);
    examples.forEach(example -> example.hashInto(hasher));
    return hasher.hash().toString();
  }

  private Dataset where(IntPredicate chosen) {
    List<Example> part =
        IntStream.range(0, size())
            .filter(chosen)
            .mapToObj(examples::get)
            .collect(ArrayList::new, List::add, List::addAll);
    return new Dataset(shape, labels, source, part, List.of(), excludedCombinations);
  }

  private static String firstReason(List<Rejected> rejected) {
    return rejected.isEmpty()
        ? ""
        : ": %d were left out, the first %s".formatted(rejected.size(), rejected.get(0));
  }

  /** One line: name, images, shape, labels. */
  @Override
  public String toString() {
    return "%s: %d images of %s, %d labels".formatted(source.name(), size(), shape, labels.size());
  }
}
