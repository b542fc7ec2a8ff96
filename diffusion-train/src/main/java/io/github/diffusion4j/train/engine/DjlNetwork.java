package io.github.diffusion4j.train.engine;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A network on DJL: losses, gradients and predictions for given weights. Every call has a scope of
 * its own that frees all arrays it made.
 *
 * <p>Not thread-safe.
 */
public final class DjlNetwork implements AutoCloseable {
  private final Network network;
  private final ParameterLayout layout;
  private final Loss loss;
  private final int maxRows;
  private final TorchSession session;
  private final List<NativeFloats> parameters;
  private final ParameterLayout frozenLayout;
  private final List<NativeFloats> frozen;
  private final NativeFloats x;
  private final NativeFloats time;
  private final NativeFloats context;
  private final NativeFloats target;
  private final NativeFloats weight;

  /**
   * Makes room for batches.
   *
   * @param loss of a batch
   * @param maxRows of any batch
   * @param session opened here, and closed with this
   */
  public DjlNetwork(
      Network network,
      ParameterLayout layout,
      Loss loss,
      int maxRows,
      Supplier<TorchSession> session) {
    this(network, layout, Map.of(), loss, maxRows, session);
  }

  /**
   * Makes room for batches of a network of which some parameters never change.
   *
   * @param layout of the other parameters, those that gradients are of
   * @param frozen values by name
   * @param loss of a batch
   * @param maxRows of any batch
   * @param session opened here, and closed with this
   */
  public DjlNetwork(
      Network network,
      ParameterLayout layout,
      Map<String, float[]> frozen,
      Loss loss,
      int maxRows,
      Supplier<TorchSession> session) {
    this.network = network;
    this.layout = layout;
    this.frozenLayout = ParameterLayout.of(network, p -> frozen.containsKey(p.name()));
    this.frozen =
        frozenLayout.slots().stream()
            .map(slot -> frozen(slot, frozen.get(slot.parameter().name())))
            .toList();
    this.loss = loss;
    this.maxRows = maxRows;
    this.parameters = layout.slots().stream().map(slot -> new NativeFloats(slot.length())).toList();
    int image = network.shape().size();
    this.x = new NativeFloats(maxRows * image);
    this.time = new NativeFloats(maxRows);
    this.context = new NativeFloats(maxRows * network.contextSize());
    this.target = new NativeFloats(maxRows * NetworkSummary.of(network).output().size());
    this.weight = new NativeFloats(maxRows);
    this.session = session.get();
  }

  /** The most rows that a call takes. */
  public int maxRows() {
    return maxRows;
  }

  /** Context values per row. */
  int contextSize() {
    return network.contextSize();
  }

  /** Which convolutions it computes with. */
  public Convolutions convolutions() {
    return session.convolutions();
  }

  /** Sets the weights of the calls that follow. */
  public void load(float[] flat) {
    for (int i = 0; i < parameters.size(); i++) {
      ParameterLayout.Slot slot = layout.slots().get(i);
      parameters.get(i).put(flat, slot.from(), slot.length());
    }
  }

  /** The loss of a batch; writes its gradient over the flat array. The seed is for dropout. */
  public float gradient(Batch batch, float[] gradient, long seed) {
    session.seed(seed);
    try (NDManager scope = session.newScope();
        GradientCollector collector = session.newGradientCollector()) {
      ImmutableMap<String, NDArray> arrays = arrays(scope);
      List<NDArray> trained = arrays.values().asList().subList(0, parameters.size());
      trained.forEach(array -> array.setRequiresGradient(true));
      NDArray value = loss(scope, batch, new DjlOps(scope, arrays, Mode.TRAIN));
      collector.backward(value);
      for (int i = 0; i < parameters.size(); i++) {
        ParameterLayout.Slot slot = layout.slots().get(i);
        NDArray slope = trained.get(i).getGradient();
        slope.attach(scope);
        slope.toByteBuffer(true).asFloatBuffer().get(gradient, slot.from(), slot.length());
      }
      return value.getFloat();
    }
  }

  /** The loss of a batch. */
  public float loss(Batch batch) {
    try (NDManager scope = session.newScope()) {
      return loss(scope, batch, evaluating(scope)).getFloat();
    }
  }

  /** The raw output for rows of images, times (t/T) and contexts. */
  public float[] predict(int rows, float[] images, float[] times, float[] contexts) {
    try (NDManager scope = session.newScope()) {
      return forward(scope, rows, images, times, contexts, evaluating(scope)).toFloatArray();
    }
  }

  private DjlOps evaluating(NDManager scope) {
    return new DjlOps(scope, arrays(scope), Mode.EVALUATE);
  }

  private NDArray loss(NDManager scope, Batch batch, DjlOps ops) {
    int rows = batch.rows();
    float[] wanted = batch.target();
    return loss.of(
        forward(scope, rows, batch.x(), batch.time(), batch.context(), ops).reshape(rows, -1),
        target.put(wanted, 0, wanted.length).array(scope, rows, wanted.length / rows),
        weight.put(batch.weight(), 0, rows).array(scope, rows));
  }

  private NDArray forward(
      NDManager scope, int rows, float[] images, float[] times, float[] contexts, DjlOps ops) {
    int k = network.contextSize();
    return network.forward(
        ops,
        x.put(images, 0, images.length).array(scope, dimensions(rows, network.shape())),
        time.put(times, 0, rows).array(scope, rows, 1),
        k == 0 ? null : context.put(contexts, 0, contexts.length).array(scope, rows, k));
  }

  /** Those that gradients are of come first. */
  private ImmutableMap<String, NDArray> arrays(NDManager scope) {
    ImmutableMap.Builder<String, NDArray> arrays = ImmutableMap.builder();
    put(arrays, scope, layout, parameters);
    put(arrays, scope, frozenLayout, frozen);
    return arrays.buildOrThrow();
  }

  private static void put(
      ImmutableMap.Builder<String, NDArray> arrays,
      NDManager scope,
      ParameterLayout layout,
      List<NativeFloats> values) {
    for (int i = 0; i < values.size(); i++) {
      ParameterSpec parameter = layout.slots().get(i).parameter();
      arrays.put(parameter.name(), values.get(i).array(scope, dimensions(parameter.shape())));
    }
  }

  private static NativeFloats frozen(ParameterLayout.Slot slot, float @Nullable [] values) {
    return new NativeFloats(slot.length()).put(requireNonNull(values), 0, slot.length());
  }

  private static long[] dimensions(int rows, Shape shape) {
    return LongStream.concat(LongStream.of(rows), LongStream.of(dimensions(shape))).toArray();
  }

  private static long[] dimensions(Shape shape) {
    return shape.dimensions().stream().mapToLong(Integer::longValue).toArray();
  }

  @Override
  public void close() {
    session.close();
  }
}
