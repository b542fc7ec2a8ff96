package io.github.diffusion4j;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Guidance;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Plan;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import io.github.diffusion4j.tensor.NoiseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, cut into batches that run one after the other. */
record Generation(
    DiffusionPipeline pipeline,
    Plan plan,
    Guidance guidance,
    long seed,
    NoiseSource noise,
    int count,
    List<ContextVector> contexts,
    Start start,
    @Nullable KnownPixels known,
    int limit,
    int frames,
    GenerationListener listener) {

  Samples run() {
    ModelCard card = pipeline.card();
    int size = card.shape().size();
    Latent result = Latent.zeros(count, card.shape());
    Frames film = new Frames(frames, plan.evaluations(), result);
    for (int first = 0; first < count; first += limit) {
      Batch batch =
          new Batch(
              card,
              Math.min(limit, count - first),
              plan.memory(),
              first,
              seed + first,
              noise,
              known);
      start.fill(new Start.Request(noise, card.shape(), seed, count), first, batch.base());
      new SamplingLoop(plan, pipeline.denoiser().guided(guidance), observer(first, film))
          .run(batch, contextsOf(first, batch.rows()));
      System.arraycopy(batch.base().data(), 0, result.data(), first * size, batch.rows() * size);
    }
    return new Samples(result, seed, card.range(), film.latents(), provenance());
  }

  /** Contexts are dealt out in turn. */
  private List<ContextVector> contextsOf(int first, int rows) {
    List<ContextVector> dealt = new ArrayList<>(rows);
    for (int i = first; i < first + rows; i++) {
      dealt.add(contexts.get(i % contexts.size()));
    }
    return dealt;
  }

  private LoopObserver observer(int first, Frames film) {
    return new LoopObserver() {
      @Override
      public void started(Batch batch) {
        film.keep(0, first, batch.base());
      }

      @Override
      public void stepped(int index, Level level, Batch batch) {
        film.keep(index + 1, first, batch.base());
        listener.onStep(
            new GenerationListener.Step(
                index, plan.evaluations(), first, level, batch.base(), batch.x0()));
      }
    };
  }

  private Provenance provenance() {
    @Nullable String version = Generation.class.getPackage().getImplementationVersion();
    Map<String, String> versions =
        ImmutableMap.of(
            "java",
            Runtime.version().toString(),
            "diffusion4j",
            version == null ? "development" : version);
    return new Provenance(pipeline.card().name(), pipeline.fingerprint(), plan, guidance, versions);
  }
}
