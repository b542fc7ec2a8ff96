package io.github.diffusion4j.train.finetune;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Augmentation;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.latent.LatentData;
import io.github.diffusion4j.train.learn.CleanSamples;
import io.github.diffusion4j.train.learn.DatasetSamples;
import io.github.diffusion4j.train.learn.LatentSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model is tuned on: images with labels, or latents with captions, in the form that its
 * network takes.
 *
 * <p>Immutable.
 */
public final class TuningData {
  private static final Augmentation NONE = new Augmentation(0);

  private final CleanSamples samples;
  private final List<String> newLabels;
  private final Optional<ContextVector> classContext;
  private final Map<String, String> provenance;

  private TuningData(
      CleanSamples samples,
      List<String> newLabels,
      Optional<ContextVector> classContext,
      Map<String, String> provenance) {
    this.samples = samples;
    this.newLabels = List.copyOf(newLabels);
    this.classContext = classContext;
    this.provenance = Map.copyOf(provenance);
  }

  /**
   * Images with labels, such as a style. Labels that the model does not know become new ones.
   *
   * @param base the model
   * @param images of the shape of its samples
   * @return the data
   * @throws IllegalArgumentException if the shape is another, or the model has no labels and the
   *     images do
   */
  public static TuningData labelled(BaseModel base, Dataset images) {
    List<String> added =
        images.labels().stream().filter(label -> !base.labels().contains(label)).toList();
    Dataset labelled = relabelled(base, added, images, List.of());
    return new TuningData(
        new DatasetSamples(labelled, NONE), added, Optional.empty(), provenance(images));
  }

  /**
   * Images of a subject, told by a new label beside those of its class (2208.12242, section 3.1).
   *
   * @param base a model with labels
   * @param images of the subject, three to five; their labels do not count
   * @param token the new label, which the model does not know
   * @param classLabels labels of the model that say what kind of thing the subject is; may be none
   * @return the data
   * @throws IllegalArgumentException if the shape is not that of the model's samples, the model
   *     knows the token, or does not know a label of the class
   */
  public static TuningData subject(
      BaseModel base, Dataset images, String token, List<String> classLabels) {
    if (base.labels().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no labels to which '%s' could be added".formatted(base.card().name(), token));
    }
    if (base.labels().contains(token)) {
      throw new IllegalArgumentException(
          "token '%s': %s knows it already; choose a name that it has no label for"
              .formatted(token, base.card().name()));
    }
    ContextVector ofClass =
        classLabels.isEmpty()
            ? ContextVector.of(new float[base.network().contextSize()])
            : base.card().context().context(classLabels.toArray(new String[0]));
    List<String> shown = new ArrayList<>(classLabels);
    shown.add(token);
    Dataset labelled = relabelled(base, List.of(token), images, shown);
    return new TuningData(
        new DatasetSamples(labelled, NONE),
        List.of(token),
        Optional.of(ofClass),
        provenance(images));
  }

  /** With the labels of the model and new ones in their places, and some more of them on. */
  private static Dataset relabelled(
      BaseModel base, List<String> added, Dataset images, List<String> on) {
    Shape shape = base.network().shape();
    if (!images.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "images of %s: %s makes %s; resize them"
              .formatted(images.shape(), base.card().name(), shape));
    }
    if (base.labels().isEmpty() && !added.isEmpty()) {
      throw new IllegalArgumentException(
          "images with the labels %s: %s has no labels; put them into one folder without classes"
              .formatted(added, base.card().name()));
    }
    List<String> labels = new ArrayList<>(base.labels());
    labels.addAll(added);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Example example = images.example(i);
      float[] context = new float[labels.size()];
      if (on.isEmpty()) {
        float[] given = new float[images.labels().size()];
        example.copyContext(given, 0);
        for (int k = 0; k < given.length; k++) {
          context[labels.indexOf(images.labels().get(k))] = given[k];
        }
      }
      on.forEach(label -> context[labels.indexOf(label)] = 1);
      float[] image = new float[shape.size()];
      example.copyImage(image, 0);
      examples.add(new Example(example.name(), image, context));
    }
    return Dataset.of(shape, labels, images.source(), examples, List.of());
  }

  /**
   * Latents with captions, such as those of a style.
   *
   * @param data encoded by the autoencoder of the model
   * @return the data
   */
  public static TuningData captioned(LatentData data) {
    return new TuningData(samples(data), List.of(), Optional.empty(), data.provenance());
  }

  /**
   * Latents of a subject, told by a rare word before the noun of its class (2208.12242, section
   * 3.1), such as "a sks cat".
   *
   * @param data three to five images of {@link #captionedBy}, encoded by the autoencoder of the
   *     model
   * @param classCaption of the class, such as "a cat"; its states are among the data's
   * @return the data
   * @throws IllegalArgumentException if the caption has no states
   */
  public static TuningData subject(LatentData data, String classCaption) {
    float[] context = new float[data.tokens().contextSize()];
    data.tokens().copy(classCaption, context, 0);
    return new TuningData(
        samples(data), List.of(), Optional.of(ContextVector.of(context)), data.provenance());
  }

  private static CleanSamples samples(LatentData data) {
    List<List<String>> captions =
        IntStream.range(0, data.images().size())
            .mapToObj(i -> data.images().example(i).captions())
            .toList();
    return new LatentSamples(data.shape(), data.latents(), captions, data.tokens());
  }

  /**
   * Images that all have one caption.
   *
   * @param images of a subject; labels and captions that they have do not count
   * @param caption such as "a sks cat"
   * @return the images without labels
   */
  public static Dataset captionedBy(Dataset images, String caption) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      float[] image = new float[images.shape().size()];
      images.example(i).copyImage(image, 0);
      examples.add(new Example(images.example(i).name(), image, new float[0], List.of(caption)));
    }
    return Dataset.of(images.shape(), List.of(), images.source(), examples, List.of());
  }

  private static Map<String, String> provenance(Dataset images) {
    return Map.of(
        "data.name", images.source().name(),
        "data.author", images.source().author(),
        "data.licence", images.source().licence(),
        "data.fingerprint", images.fingerprint());
  }

  /** What is learned from. */
  CleanSamples samples() {
    return samples;
  }

  /** Labels that the model has to get. */
  List<String> newLabels() {
    return newLabels;
  }

  /**
   * What the model is asked for to draw the class of a subject.
   *
   * @return a context of the model as it was; empty for data that show no subject
   */
  public Optional<ContextVector> classContext() {
    return classContext;
  }

  /** The class as the network is told that has the new labels, too. */
  float[] classValues() {
    float[] known = classContext.orElseThrow().values();
    return Arrays.copyOf(known, samples.contextSize());
  }

  /** What a run's description tells of the data. */
  Map<String, String> provenance() {
    return provenance;
  }
}
