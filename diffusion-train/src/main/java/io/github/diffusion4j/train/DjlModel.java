package io.github.diffusion4j.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.engine.DjlDenoiser;
import io.github.diffusion4j.train.engine.DjlNetwork;
import io.github.diffusion4j.train.engine.Loss;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.engine.TorchEngine;
import io.github.diffusion4j.train.engine.TorchSession;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.onnx.OnnxFile;
import java.util.Map;

/**
 * A model file that {@link OnnxExport} wrote for a training run, on the engine that trained it: its
 * weights are read back by the names that the network calls them by. So images can be made where
 * ONNX Runtime is not, and the two can be compared.
 *
 * <p>Computes on one thread per processor, whatever a training beside it does. Thread-safe; one
 * evaluation at a time. A row's output does not depend on its neighbours, except for rounding:
 * equal seeds in batches of other sizes may differ in their last bits.
 */
public final class DjlModel implements Model {
  private static final int ROWS = 64;

  private final ModelCard card;
  private final String fingerprint;
  private final Network network;
  private final DjlNetwork weights;
  private final DjlDenoiser denoiser;
  private boolean closed;

  private DjlModel(ModelCard card, String fingerprint, Network network, DjlNetwork weights) {
    this.card = card;
    this.fingerprint = fingerprint;
    this.network = network;
    this.weights = weights;
    denoiser = new DjlDenoiser(weights, card.time());
  }

  /**
   * Opens a file. Only what is in it counts, not a {@code .properties} file beside it.
   *
   * @param file of a trained run
   * @return the model
   * @throws IllegalArgumentException if it is no such file
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static DjlModel open(ModelFile file) {
    OnnxFile onnx = OnnxFile.read(file);
    ModelCard card = ModelCard.of(file.name(), onnx.card());
    Network network = onnx.network();
    ParameterLayout layout = ParameterLayout.of(network);
    float[] values = layout.flat(onnx.floats());
    DjlNetwork weights =
        new DjlNetwork(network, layout, Loss.SQUARED, ROWS, () -> TorchSession.open(0));
    weights.load(values);
    return new DjlModel(card, onnx.sha256(), network, weights);
  }

  /**
   * What runs.
   *
   * @return the network that the card tells of
   */
  public Network network() {
    return network;
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Map<String, String> runtimeFacts() {
    return Map.of("runtime", "PyTorch " + TorchEngine.start().version(), "provider", "CPU");
  }

  @Override
  public synchronized void evaluate(Evaluation evaluation) {
    checkState(!closed, "%s is closed", card.name());
    checkArgument(
        evaluation.x().shape().equals(network.shape())
            && evaluation.output().shape().equals(network.shape()),
        "samples of %s into %s: %s takes and makes %s",
        evaluation.x().shape(),
        evaluation.output().shape(),
        card.name(),
        network.shape());
    for (ContextVector context : evaluation.contexts()) {
      checkArgument(
          context.values().length == network.contextSize(),
          "a context of %s values: %s takes %s",
          context.values().length,
          card.name(),
          network.contextSize());
    }
    denoiser.evaluate(evaluation);
  }

  @Override
  public synchronized void close() {
    closed = true;
    weights.close();
  }
}
