package io.github.diffusion4j;

import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.plan.KnownRegion;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One request, checked and complete; cut into batches that run one after the other. */
record Generation(
    DiffusionPipeline pipeline,
    Shape shape,
    Plan plan,
    Guidance guidance,
    long seed,
    NoiseSource noise,
    int count,
    List<GuidedContext> contexts,
    List<ActiveAdapter> adapters,
    Start start,
    @Nullable Inpainting inpainting,
    int limit,
    int frames,
    Autoencoder autoencoder,
    @Nullable GenerationListener listener,
    @Nullable Duration deadline) {
  /** Runs in this thread. */
  Samples run() {
    pipeline.inFlight().enter();
    try {
      return run(StopSignal.interruptOf(Thread.currentThread()).or(stopAtDeadline()));
    } finally {
      pipeline.inFlight().leave();
    }
  }

  /** Runs in a thread of the executor. */
  CompletableFuture<Samples> runAsync(Executor executor) {
    CompletableFuture<Samples> future = new CompletableFuture<>();
    StopSignal unwanted = stopIfDone(future).or(stopAtDeadline());
    pipeline.inFlight().enter();
    try {
      executor.execute(() -> complete(future, unwanted));
    } catch (RuntimeException e) {
      pipeline.inFlight().leave();
      throw e;
    }
    return future;
  }

  private void complete(CompletableFuture<Samples> future, StopSignal unwanted) {
    @Nullable Samples samples = null;
    @Nullable Throwable failure = null;
    try {
      samples = run(unwanted.or(StopSignal.interruptOf(Thread.currentThread())));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    pipeline.inFlight().leave(); // before completing the future: a callback may close the pipeline
    if (failure == null) {
      future.complete(samples);
    } else {
      future.completeExceptionally(failure);
    }
  }

  private Samples run(StopSignal stop) {
    return encoded(stop).sample(stop);
  }

  private Samples sample(StopSignal stop) {
    SampleCollector collector = new SampleCollector(this, listener);
    GuidedRows rows = new GuidedRows(shape(), card().outputShape(shape()), adapters);
    for (int first = 0; first < count; first += limit) {
      run(collector.start(first, Math.min(limit, count - first)), rows, stop);
    }
    return collector.samples(stop);
  }

  /** The same with the latents of the images that it starts from, keeps, or is told of. */
  Generation encoded(StopSignal stop) {
    @Nullable Inpainting kept = plan.keepsKnown() ? inpainting : null;
    boolean encodes = isEncodable(start.images()) || (kept != null && isEncodable(kept.images()));
    Generation latent =
        encodes
            ? with(
                new LaterDraws(noise, NoiseSource.START, 1),
                contexts,
                encoded(start, stop),
                kept == null ? inpainting : encoded(kept, stop))
            : this;
    return inpainting != null && card().context().has(ContextSpec.INPAINT)
        ? latent.told(inpainting, stop)
        : latent;
  }

  /** The same with contexts that tell each sample of its image; draws follow those of the start. */
  private Generation told(Inpainting images, StopSignal stop) {
    boolean draws = autoencoder.isLatent();
    NoiseSource after = new LaterDraws(noise, NoiseSource.START, 1);
    Tensor masked = images.masked();
    Tensor samples = draws ? drawn(masked, after, stop) : masked;
    List<GuidedContext> told = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      GuidedContext context = contexts.get(i % contexts.size());
      told.add(context.with(ContextSpec.INPAINT, images.told(samples, i % samples.rows())));
    }
    return with(
        draws ? new LaterDraws(noise, NoiseSource.START + 1, 1) : noise, told, start, inpainting);
  }

  private Generation with(
      NoiseSource newNoise,
      List<GuidedContext> newContexts,
      Start newStart,
      @Nullable Inpainting newInpainting) {
    return new Generation(
        pipeline,
        shape,
        plan,
        guidance,
        seed,
        newNoise,
        count,
        newContexts,
        adapters,
        newStart,
        newInpainting,
        limit,
        frames,
        autoencoder,
        listener,
        deadline);
  }

  private Start encoded(Start from, StopSignal stop) {
    @Nullable Tensor images = from.images();
    return images == null || !isEncodable(images) ? from : from.encoded(drawn(images, noise, stop));
  }

  private @Nullable Inpainting encoded(@Nullable Inpainting from, StopSignal stop) {
    return from == null || !isEncodable(from.images())
        ? from
        : from.encoded(drawn(from.images(), noise, stop));
  }

  private boolean isEncodable(@Nullable Tensor images) {
    return images != null && autoencoder.isLatent() && !images.shape().equals(shape);
  }

  private Tensor drawn(Tensor images, NoiseSource from, StopSignal stop) {
    return pipeline
        .inFlight()
        .unlessClosed(() -> autoencoder.draw(images, from, seed, count, stop));
  }

  /** What is put back of given samples; null if nothing is. */
  @Nullable KnownRegion known() {
    return inpainting == null || !plan.keepsKnown() ? null : inpainting.region();
  }

  private void run(RunningSamples samples, GuidedRows rows, StopSignal stop) {
    while (!samples.isOver()) {
      stop.check();
      rows.clear();
      samples.ask(rows);
      pipeline.evaluate(rows, stop);
      samples.advance();
    }
  }

  /** Stops when somebody has cancelled or completed the result. */
  static StopSignal stopIfDone(CompletableFuture<Samples> future) {
    return () -> future.isDone() ? "it was cancelled" : null;
  }

  /** The deadline, counted from now. */
  StopSignal stopAtDeadline() {
    return deadline == null ? StopSignal.never() : StopSignal.after(deadline);
  }

  /** Contexts are dealt out in turn. */
  List<GuidedContext> contextsOf(int first, int rows) {
    List<GuidedContext> dealt = new ArrayList<>(rows);
    for (int i = first; i < first + rows; i++) {
      dealt.add(contexts.get(i % contexts.size()));
    }
    return dealt;
  }

  void fillStart(int first, Tensor state) {
    start.fill(new Start.Request(noise, shape, seed, count), first, state);
  }

  ModelCard card() {
    return pipeline.card();
  }
}
