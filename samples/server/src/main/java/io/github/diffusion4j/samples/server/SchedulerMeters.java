package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.SchedulerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What happens in a scheduler as meters with the tag {@code model}. */
final class SchedulerMeters implements SchedulerListener {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Timer waiting;
  private final Timer evaluation;
  private final DistributionSummary rows;
  private final Counter refused;
  private final Map<Outcome, Timer> requests = new EnumMap<>(Outcome.class);

  SchedulerMeters(MeterRegistry registry, String model) {
    this.registry = registry;
    tags = Tags.of("model", model);
    waiting =
        Timer.builder("diffusion.waiting")
            .description("Time of a request in the queue")
            .publishPercentileHistogram()
            .tags(tags)
            .register(registry);
    evaluation =
        Timer.builder("diffusion.evaluation")
            .description("Time of an evaluation of the network")
            .publishPercentileHistogram()
            .tags(tags)
            .register(registry);
    rows =
        DistributionSummary.builder("diffusion.batch.rows")
            .description("Rows of an evaluation: one per sample, two if it is guided")
            .tags(tags)
            .register(registry);
    refused =
        Counter.builder("diffusion.refused")
            .description("Requests that found the queue full")
            .tags(tags)
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      requests.put(
          outcome,
          Timer.builder("diffusion.requests")
              .description("Requests that are over, by outcome, and how long they took")
              .tags(tags.and(Tag.of("outcome", outcome.name().toLowerCase(Locale.ROOT))))
              .register(registry));
    }
  }

  /** Shows the queue of a scheduler. */
  void bind(BatchScheduler scheduler) {
    Gauge.builder("diffusion.queue.length", scheduler, s -> s.statistics().queued())
        .description("Requests that have not begun")
        .tags(tags)
        .register(registry);
  }

  @Override
  public void onStarted(Started event) {
    waiting.record(event.waited());
  }

  @Override
  public void onEvaluated(Evaluated event) {
    evaluation.record(event.duration());
    rows.record(event.rows());
  }

  @Override
  public void onFinished(Finished event) {
    Objects.requireNonNull(requests.get(event.outcome())).record(event.duration());
  }

  @Override
  public void onRefused(Refused event) {
    refused.increment();
  }
}
