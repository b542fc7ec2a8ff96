package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Shape;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A network that runs in ONNX Runtime.
 *
 * <p>The card comes from the file's metadata (keys with the prefix {@code diffusion.}), from the
 * {@code .properties} file beside it, which wins, and where both are silent from the graph (shape,
 * context size). Sample, context and output are float32 or float16 with the batch first, converted
 * on the way in and out; the time may also be float64, int32 or int64, with a number per row ([n],
 * [n, 1], [n, 1, 1, 1], ...) or one for all ([1], [1, 1, 1, 1], ..., or no dimensions). An input or
 * output without any shape is taken to have the card's, the time [n]. Weights may lie in other
 * files below the model's folder. A graph exported for a fixed batch is run that many rows at a
 * time.
 *
 * <p>Thread-safe: any number of threads may evaluate at once, each with buffers of its own from a
 * pool. It may be closed at any time: what runs is stopped between two operators and fails with
 * {@link IllegalStateException}, as does all that comes after. So is an evaluation whose {@link
 * StopSignal} is raised, within some milliseconds.
 *
 * <p>On the CPU a row's output depends on that row alone, bit for bit, whatever the batch: the
 * first batch of each size is checked against its rows alone, and should they differ, rows are
 * evaluated one by one. On CUDA the same holds to rounding: the batch may decide which kernel
 * computes a row.
 */
public final class OrtDenoiser implements Model {
  private final String name;
  private final GuardedSession session;
  private final Graph graph;
  private final GraphBinding binding;
  private final Fingerprint fingerprint;

  /** Only the CPU gives equal bits whatever the batch. */
  private final @Nullable BatchInvariance batchInvariance;

  private final Deque<Buffers> pool = new ConcurrentLinkedDeque<>();

  private OrtDenoiser(
      String name,
      GuardedSession session,
      Graph graph,
      GraphBinding binding,
      Fingerprint fingerprint) {
    this.name = name;
    this.session = session;
    this.graph = graph;
    this.binding = binding;
    this.fingerprint = fingerprint;
    batchInvariance =
        session.provider() instanceof ExecutionProvider.Cpu ? new BatchInvariance(name) : null;
  }

  /**
   * Opens a model on the CPU.
   *
   * @param path an {@code .onnx} file, or a folder that holds one
   * @return the model; the caller closes it
   * @throws IllegalArgumentException if the file is no ONNX model, has no card, or its card and its
   *     graph contradict each other; the message names file, key and cure
   * @throws IllegalStateException if ONNX Runtime cannot be loaded or started here, or memory does
   *     not suffice; the message says what is missing
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static OrtDenoiser open(Path path) {
    return open(ModelFile.at(path));
  }

  /**
   * Opens a model on the CPU.
   *
   * @param file the model
   * @return the model; the caller closes it
   * @throws IllegalArgumentException if the file is no ONNX model, has no card, or its card and its
   *     graph contradict each other; the message names file, key and cure
   * @throws IllegalStateException if ONNX Runtime cannot be loaded or started here, or memory does
   *     not suffice; the message says what is missing
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static OrtDenoiser open(ModelFile file) {
    return open(file, ExecutionProvider.cpu());
  }

  /**
   * Opens a model.
   *
   * @param file the model
   * @param provider where it runs
   * @return the model; the caller closes it
   * @throws IllegalArgumentException if the file is no ONNX model, has no card, or its card and its
   *     graph contradict each other; the message names file, key and cure
   * @throws IllegalStateException if CUDA is wanted and not there, ONNX Runtime cannot be loaded or
   *     started here, or memory does not suffice; the message says what is missing
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static OrtDenoiser open(ModelFile file, ExecutionProvider provider) {
    FileInfo facts = FileInfo.of(file);
    ExternalWeights external = new ExternalWeights(file, facts.found().external());
    Fingerprint fingerprint = new Fingerprint(facts.sha256(), external.files());
    GuardedSession session = Sessions.open(external.reachable(), facts, provider);
    try {
      Graph graph = session.graph().withShapeless(facts.found().shapeless());
      Map<String, String> said = GraphCard.entries(file, graph);
      ModelCard card = ModelCard.of(file.name(), said);
      GraphBinding binding = new GraphBinder(file.name(), card, said, graph).bind();
      return new OrtDenoiser(file.name(), session, graph, binding, fingerprint);
    } catch (RuntimeException | Error e) {
      session.close(() -> {});
      throw e;
    }
  }

  /** Opens a component whose inputs were bound before. */
  static OrtDenoiser open(Component component, GraphBinding binding, ExecutionProvider provider) {
    return new OrtDenoiser(
        component.name(),
        component.open(provider),
        component.graph(),
        binding,
        component.fingerprint());
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    Request request = Request.of(evaluation, name, binding);
    session.enter();
    try {
      @Nullable Buffers kept = pool.poll();
      Buffers buffers = kept == null ? new Buffers(binding) : kept;
      try {
        evaluate(request, buffers, evaluation.output().data());
      } finally {
        pool.push(buffers);
      }
    } finally {
      session.leave();
    }
  }

  private void evaluate(Request request, Buffers buffers, float[] raw) {
    int size = binding.card().outputShape(request.x().shape()).size();
    for (int first = 0, count; first < request.rows(); first += count) {
      count = binding.time().runLength(request.levels(), first, binding.limit());
      BatchInvarianceCheck check =
          new BatchInvarianceCheck(session, binding, buffers, request, first, count);
      if (batchInvariance != null
          && !batchInvariance.allows(request.x().shape(), count, check::holds)) {
        count = 1;
      }
      buffers.run(session, request, first, count, raw, first * size);
    }
  }

  @Override
  public boolean takes(Shape shape) {
    return binding.takes(shape);
  }

  @Override
  public ModelCard card() {
    return binding.card();
  }

  @Override
  public String fingerprint() {
    return fingerprint.text();
  }

  @Override
  public Map<String, String> runtimeFacts() {
    return RuntimeFacts.of(session.provider());
  }

  /**
   * Where the model runs.
   *
   * @return what it was opened with; after a fallback, the CPU
   */
  public ExecutionProvider provider() {
    return session.provider();
  }

  /**
   * The inputs of the graph.
   *
   * @return such as {@code x float32 [batch, 3, 16, 16]}, in the graph's order
   */
  public List<String> inputs() {
    return texts(graph.inputs().values());
  }

  /**
   * The outputs of the graph.
   *
   * @return such as {@code eps float32 [batch, 3, 16, 16]}, in the graph's order
   */
  public List<String> outputs() {
    return texts(graph.outputs().values());
  }

  private static List<String> texts(Collection<GraphTensor> graphTensors) {
    return graphTensors.stream().map(GraphTensor::toString).toList();
  }

  /** Stops what runs, waits until it has stopped, and frees all. Closing twice is harmless. */
  @Override
  public void close() {
    session.close(() -> pool.forEach(Buffers::close));
  }

  /** The model and where it runs. */
  @Override
  public String toString() {
    return name + " on " + session.provider();
  }
}
