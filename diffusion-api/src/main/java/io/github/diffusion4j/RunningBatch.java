package io.github.diffusion4j;

import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The samples that share the next evaluation, each with its own level, plan and context. Samples of
 * different shapes, or with different adapters, have an evaluation each.
 */
final class RunningBatch {

  /** A sample and the request it belongs to. */
  private record Running(ServedRequest request, RunningSamples sample) {}

  /** What samples that share an evaluation have in common. */
  private record Group(Shape shape, List<ActiveAdapter> adapters) {
    static Group of(Running one) {
      Generation generation = one.sample().generation();
      return new Group(generation.shape(), generation.adapters());
    }
  }

  private final DiffusionPipeline pipeline;
  private final SchedulerMetrics metrics;
  private final List<Running> running = new ArrayList<>();
  private final Map<Group, GuidedRows> rowsByGroup = new LinkedHashMap<>();

  RunningBatch(DiffusionPipeline pipeline, SchedulerMetrics metrics) {
    this.pipeline = pipeline;
    this.metrics = metrics;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** Rows that the next evaluation takes at most. */
  int rows() {
    int sum = 0;
    for (Running one : running) {
      sum += one.request().rowsPerSample();
    }
    return sum;
  }

  /** Begins the next sample of a request. */
  void admit(ServedRequest request) {
    try {
      RunningSamples sample = request.begin();
      if (sample.isOver()) {
        request.completeIfDone();
      } else {
        running.add(new Running(request, sample));
      }
    } catch (RuntimeException | Error e) {
      request.fail(e); // its start or its listener failed
    }
  }

  /** One evaluation for all samples of a group, and one step for each sample. */
  void step(StopSignal stop) {
    dropEnded();
    Map<Group, List<Running>> groups = new LinkedHashMap<>();
    for (Running one : running) {
      groups.computeIfAbsent(Group.of(one), group -> new ArrayList<>()).add(one);
    }
    rowsByGroup.keySet().retainAll(groups.keySet());
    groups.forEach((group, members) -> step(group, members, stop));
    running.removeIf(one -> one.sample().isOver());
    dropEnded();
  }

  private void step(Group group, List<Running> members, StopSignal stop) {
    GuidedRows rows = rowsByGroup.computeIfAbsent(group, this::rowsOf);
    rows.clear();
    members.forEach(one -> one.sample().ask(rows));
    StopSignal unwanted = stop.or(() -> reasonOfAll(members));
    try {
      long start = System.nanoTime();
      pipeline.evaluate(rows, unwanted);
      metrics.evaluated(members.size(), rows.size(), System.nanoTime() - start);
    } catch (RuntimeException | Error e) {
      if (!(e instanceof CancellationException) || unwanted.reason() == null) {
        members.forEach(one -> one.request().fail(e));
      }
      return; // unwanted requests are dropped before the next evaluation
    }
    members.forEach(RunningBatch::advance);
  }

  private GuidedRows rowsOf(Group group) {
    Shape shape = group.shape();
    return new GuidedRows(shape, pipeline.card().outputShape(shape), group.adapters());
  }

  private static void advance(Running one) {
    if (one.request().endIfUnwanted()) {
      return;
    }
    try {
      one.sample().advance();
      one.request().completeIfDone();
    } catch (RuntimeException | Error e) {
      one.request().fail(e); // NaN in its output, or its listener failed: the others go on
    }
  }

  private void dropEnded() {
    running.removeIf(one -> one.request().endIfUnwanted());
  }

  /** An evaluation goes on as long as one of its rows is wanted. */
  private static @Nullable String reasonOfAll(List<Running> members) {
    for (Running one : members) {
      if (one.request().stop().reason() == null) {
        return null;
      }
    }
    return "nobody wants its rows any more";
  }

  void failAll(Throwable reason) {
    running.forEach(one -> one.request().fail(reason));
    running.clear();
  }
}
