package io.github.diffusion4j.train.features;

import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.engine.DjlNetwork;
import io.github.diffusion4j.train.engine.Loss;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.engine.TorchSession;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.onnx.OnnxFile;
import java.util.Arrays;
import java.util.List;

/**
 * The eyes of an evaluation: a network that recognises labels and describes images by features.
 * {@link FeatureTraining} makes one and writes it as ONNX; here the weights of the file run on DJL.
 *
 * <p>What is measured on features is comparable among images seen by the same version alone.
 *
 * <p>Not thread-safe.
 */
public final class FeatureNetwork implements AutoCloseable {
  private static final int ROWS = 64;

  private final FeatureCard card;
  private final List<LabelGroup> groups;
  private final Network network;
  private final DjlNetwork weights;

  private FeatureNetwork(
      FeatureCard card, List<LabelGroup> groups, Network network, DjlNetwork weights) {
    this.card = card;
    this.groups = groups;
    this.network = network;
    this.weights = weights;
  }

  /**
   * Opens a file.
   *
   * @param file that {@link FeatureTraining} wrote
   * @return the network
   * @throws IllegalArgumentException if it is no such file
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static FeatureNetwork open(ModelFile file) {
    OnnxFile onnx = OnnxFile.read(file);
    FeatureCard card = new FeatureCard(onnx.card());
    List<LabelGroup> groups = card.groups();
    Network network = onnx.network();
    ParameterLayout layout = ParameterLayout.of(network);
    DjlNetwork weights =
        new DjlNetwork(network, layout, Loss.SQUARED, ROWS, () -> TorchSession.open(0));
    weights.load(layout.flat(onnx.floats()));
    return new FeatureNetwork(card, groups, network, weights);
  }

  /**
   * What reports call it.
   *
   * @return name and version
   */
  public String name() {
    return card.name();
  }

  /**
   * What it looks at.
   *
   * @return channels x height x width
   */
  public Shape shape() {
    return network.shape();
  }

  /**
   * What it recognises.
   *
   * @return groups of labels that exclude each other
   */
  public List<LabelGroup> groups() {
    return groups;
  }

  /**
   * Looks at images.
   *
   * @param images of {@link #shape}, values in [-1, 1]
   * @return their features and classes
   * @throws IllegalArgumentException if the shape is another
   */
  public ClassifierOutput look(Tensor images) {
    if (!images.shape().equals(shape())) {
      throw new IllegalArgumentException(
          "images of %s: %s looks at %s".formatted(images.shape(), name(), shape()));
    }
    int size = shape().size();
    int width = NetworkSummary.of(network).output().size();
    float[] outputs = new float[images.rows() * width];
    for (int from = 0; from < images.rows(); from += ROWS) {
      int rows = Math.min(ROWS, images.rows() - from);
      float[] part = Arrays.copyOfRange(images.data(), from * size, (from + rows) * size);
      float[] seen = weights.predict(rows, part, new float[rows], new float[0]);
      System.arraycopy(seen, 0, outputs, from * width, seen.length);
    }
    return ClassifierOutput.of(outputs, card.features(), groups, card.textWidth());
  }

  @Override
  public void close() {
    weights.close();
  }
}
