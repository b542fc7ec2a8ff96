package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.model.StopSignal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Phaser;

/**
 * A session that can be closed at any time. ONNX Runtime crashes the process when a session or a
 * tensor is freed during a run; so callers {@link #enter}, and closing refuses newcomers, stops the
 * runs between two nodes of the graph (ONNX Runtime's terminate flag), waits until everybody has
 * left, and frees then.
 *
 * <p>Thread-safe. Entering and leaving is a compare-and-set each.
 */
final class GuardedSession {
  private final String name;
  private final OrtSession session;
  private final ExecutionProvider provider;
  private final CallThread lane;

  /** Those inside are its parties; the one that is there from the start is the closer's. */
  private final Phaser inside = new Phaser(1);

  private final StopWatcher watch;
  private volatile boolean closed;
  private boolean freed;

  GuardedSession(String name, OrtSession session, ExecutionProvider provider, CallThread lane) {
    this.name = name;
    this.session = session;
    this.provider = provider;
    this.lane = lane;
    watch = new StopWatcher(name);
  }

  ExecutionProvider provider() {
    return provider;
  }

  /** Keeps the session, and what is freed with it, open until the caller leaves. */
  void enter() {
    inside.register();
    if (closed) {
      leave();
      throw new IllegalStateException(name + ": this model is closed; open it again");
    }
  }

  void leave() {
    inside.arriveAndDeregister();
  }

  /** What the model file holds. Only by those inside, or before anybody else knows the session. */
  Graph graph() {
    try {
      return Graph.of(session);
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          name + ": its inputs and outputs cannot be read: " + LoadErrors.reason(e), e);
    }
  }

  /**
   * Runs the graph into the outputs' own buffers. Only by those inside.
   *
   * @param adapter changes the weights
   * @throws java.util.concurrent.CancellationException if it is not wanted, or no longer
   */
  void run(
      Map<String, OnnxTensor> inputs,
      Map<String, OnnxTensor> outputs,
      Optional<OrtLoraAdapter> adapter,
      StopSignal stop) {
    run(
        stop,
        run -> {
          if (adapter.isPresent()) {
            run.activate(adapter.get());
          }
          session.run(inputs, Set.of(), outputs, run.options()).close();
        });
  }

  /**
   * Runs the graph and reads some outputs of whatever shape. Only by those inside.
   *
   * @throws java.util.concurrent.CancellationException if it is not wanted, or no longer
   */
  void run(
      Map<String, OnnxTensor> inputs, Set<String> outputs, StopSignal stop, ResultReader reader) {
    run(
        stop,
        run -> {
          try (OrtSession.Result result = session.run(inputs, outputs, run.options())) {
            reader.read(result);
          }
        });
  }

  /** Copies what is wanted of a result. */
  @FunctionalInterface
  interface ResultReader {
    void read(OrtSession.Result result) throws OrtException;
  }

  /** One call of the session. */
  @FunctionalInterface
  private interface Call {
    void run(Run run) throws OrtException;
  }

  private void run(StopSignal stop, Call call) {
    stop.check();
    try (Run run = new Run(stop)) {
      watch.add(run);
      try {
        if (!closed) {
          lane.call(() -> call.run(run));
        }
      } finally {
        watch.remove(run);
      }
    } catch (OrtException e) {
      if (!closed) {
        stop.check();
        throw new IllegalStateException(name + ": evaluation failed: " + LoadErrors.reason(e), e);
      }
    }
    if (closed) {
      throw new IllegalStateException(name + ": this model was closed during an evaluation");
    }
  }

  /** Lets nobody in any more and stops what runs; {@link #close} is still to be called. */
  void stop() {
    closed = true;
    watch.stopAll();
  }

  /**
   * Closes the session, once; a second call waits for the first.
   *
   * @param freeWithIt frees what runs may use; called when nobody is inside any more
   */
  synchronized void close(Runnable freeWithIt) {
    if (freed) {
      return;
    }
    freed = true;
    stop();
    inside.arriveAndAwaitAdvance();
    watch.end();
    freeWithIt.run();
    try {
      lane.call(session::close);
    } catch (OrtException e) {
      throw new IllegalStateException(name + ": closing failed: " + LoadErrors.reason(e), e);
    } finally {
      lane.end();
    }
  }
}
