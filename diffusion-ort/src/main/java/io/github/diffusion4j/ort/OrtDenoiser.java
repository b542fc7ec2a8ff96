package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.Adapter;
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
import java.util.Optional;
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
 * <p>Weights that the graph lets be overridden (initializers that are inputs, too), and inputs that
 * are named as factors of a LoRA, such as {@code to_q.lora_A.weight}, are given by adapters ({@link
 * #adapter}); without one the graph takes its own values, or zeros.
 *
 * <p>Thread-safe: any number of threads may evaluate at once, each with buffers of its own from a
 * pool. It may be closed at any time: what runs is stopped between two operators and fails with
 * {@link IllegalStateException}, as does all that comes after. So is an evaluation whose {@link
 * StopSignal} is raised, within some milliseconds.
 *
 * <p>On the CPU a row's output depends on that row alone, bit for bit, whatever the batch: the
 * first batch of each size is checked against its rows alone, and should they differ, rows are
 * evaluated one by one, as are those of a network of 2^27 weights and more. On CUDA the same holds
 * to rounding: the batch may decide which kernel computes a row.
 */
public final class OrtDenoiser implements Model {
  private final String name;
  private final GuardedSession session;
  private final Graph graph;
  private final GraphBinding binding;
  private final Fingerprint fingerprint;
  private final OpenAdapters adapters;
  private final Optional<ControlNetwork> control;

  /** Only the CPU gives equal bits whatever the batch. */
  private final @Nullable BatchInvariance law;

  private final Deque<Buffers> pool = new ConcurrentLinkedDeque<>();

  private OrtDenoiser(
      String name,
      GuardedSession session,
      Graph graph,
      GraphBinding binding,
      Fingerprint fingerprint,
      OnnxScan.Found found,
      Factors factors,
      Optional<ControlNetwork> control) {
    this.name = name;
    this.session = session;
    this.graph = graph;
    this.binding = binding;
    this.fingerprint = fingerprint;
    adapters = new OpenAdapters(factors);
    this.control = control;
    boolean takesOneRow = binding.batch() == GraphTensor.OPEN;
    law =
        session.provider() instanceof ExecutionProvider.Cpu
            ? new BatchInvariance(name, takesOneRow ? found.weightCount() : 0)
            : null;
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
      Factors factors = Factors.of(file.name(), facts.found());
      Graph graph =
          session.graph().withShapeless(facts.found().shapeless()).without(factors.required());
      Map<String, String> said = GraphCard.entries(file, graph);
      ModelCard card = ModelCard.of(file.name(), said);
      GraphBinding binding = new GraphBinder(file.name(), card, said, graph).bind();
      return new OrtDenoiser(
          file.name(),
          session,
          graph,
          binding,
          fingerprint,
          facts.found(),
          factors,
          Optional.empty());
    } catch (RuntimeException | Error e) {
      session.close(() -> {});
      throw e;
    }
  }

  /** Opens a component whose inputs were bound before. */
  static OrtDenoiser open(
      Component component,
      GraphBinding binding,
      Optional<ControlBinding> controlBinding,
      ExecutionProvider provider) {
    GuardedSession session = component.open(provider);
    try {
      return new OrtDenoiser(
          component.name(),
          session,
          component.graph(),
          binding,
          component.fingerprint(),
          component.facts().found(),
          component.factors(),
          controlBinding.map(c -> ControlNetwork.open(c, provider)));
    } catch (RuntimeException | Error e) {
      session.close(() -> {});
      throw e;
    }
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    Request request = Request.of(evaluation, name, binding);
    session.enter();
    try (OpenAdapters.Lease lease = adapters.lend(evaluation.adapters())) {
      @Nullable Buffers kept = pool.poll();
      Buffers buffers = kept == null ? new Buffers(binding, control) : kept;
      try {
        evaluate(request.opened(lease), buffers, evaluation.output().data());
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
      if (law != null && !law.allows(request.x().shape(), count, request.weights(), check::holds)) {
        count = 1;
      }
      buffers.run(session, request, first, count, raw, first * size);
    }
  }

  @Override
  public boolean takes(Shape shape) {
    return binding.takes(shape);
  }

  /**
   * Reads an adapter: a file of ONNX Runtime ({@code .onnx_adapter}) whose tensors have the names
   * of the graph's inputs, or a {@code .safetensors} with the names of diffusers, PEFT or kohya,
   * where the graph has inputs for the same weights. Factors A of [rank, in] and B of [out, rank],
   * as PyTorch has them, are turned round where the graph takes [in, rank] and [rank, out]; a lower
   * rank than the graph's is filled up with zeros.
   */
  @Override
  public Adapter adapter(Path file) {
    return AdapterReader.read(file, adapters.factors());
  }

  /** Ranks of adapters that are active together add up to one that the graph takes. */
  @Override
  public void checkAdapters(List<ActiveAdapter> active) {
    new AdapterSum(adapters.factors(), active).check();
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

  /** Inputs, outputs, and the fingerprint of the weights, which may have to be read for it. */
  @Override
  public String describe() {
    StringBuilder lines = new StringBuilder();
    inputs().forEach(input -> lines.append("input   ").append(input).append('\n'));
    outputs().forEach(output -> lines.append("output  ").append(output).append('\n'));
    return lines.append("sha256  ").append(fingerprint()).append('\n').toString();
  }

  private static List<String> texts(Collection<GraphTensor> ports) {
    return ports.stream().map(GraphTensor::toString).toList();
  }

  /** Stops what runs, waits until it has stopped, and frees all. Closing twice is harmless. */
  @Override
  public void close() {
    control.ifPresent(c -> c.session().stop());
    session.close(
        () -> {
          pool.forEach(Buffers::close);
          adapters.close();
        });
    control.ifPresent(ControlNetwork::close);
  }

  /** The model and where it runs. */
  @Override
  public String toString() {
    return name + " on " + session.provider();
  }
}
