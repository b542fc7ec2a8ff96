package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** A network run by {@link DjlOps}: its parameters in one manager, one pass in another. */
public final class OnDjl implements AutoCloseable {
  private final Network network;
  final TorchSession session = TorchSession.open(0);
  final NDManager manager = session.newScope();
  final Map<String, NDArray> parameters = new LinkedHashMap<>();

  public OnDjl(Network network, Map<String, float[]> weights) {
    this.network = network;
    for (ParameterSpec spec : NetworkSummary.of(network).parameters()) {
      parameters.put(
          spec.name(), manager.create(weights.get(spec.name()), whole(spec.shape().dimensions())));
    }
  }

  /** The output as n x shape; the inputs belong to the outer manager, as a data set's may. */
  NDArray forward(NDManager scope, Inputs inputs, Mode mode) {
    int n = inputs.rows();
    NDArray x = manager.create(inputs.x()).reshape(batch(n, network.shape()));
    NDArray time = manager.create(inputs.time()).reshape(n, 1);
    return network.forward(
        new DjlOps(scope, parameters, mode),
        x,
        time,
        network.contextSize() == 0 ? null : manager.create(inputs.context()).reshape(n, -1));
  }

  public float[] run(Inputs inputs) {
    try (NDManager scope = manager.newSubManager()) {
      return forward(scope, inputs, Mode.EVALUATE).toFloatArray();
    }
  }

  static Shape batch(int rows, io.github.diffusion4j.tensor.Shape sample) {
    return new Shape(rows).addAll(whole(sample.dimensions()));
  }

  private static Shape whole(java.util.List<Integer> dimensions) {
    return new Shape(dimensions.stream().flatMapToLong(LongStream::of).toArray());
  }

  @Override
  public void close() {
    manager.close();
    session.close();
  }
}
