package io.github.diffusion4j.train.finetune;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.AlikeSamples;
import io.github.diffusion4j.train.learn.BatchSource;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.MixedBatches;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.network.LoraFactors;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.LossLog;
import io.github.diffusion4j.train.run.RunFolder;
import io.github.diffusion4j.train.run.TrainingLoop;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes on training a model on a few images, in a folder of its own: all of its weights, or factors
 * beside them ({@link Lora}). With {@link Preservation} it is DreamBooth (2208.12242).
 *
 * <p>The folder holds {@code config.properties}, {@code checkpoint.zip} (and the one before),
 * {@code log.csv}, {@code base/model.onnx} (what was tuned), {@code class-samples.npy} if the class
 * is preserved, and {@code model/model.onnx}, the tuned model. Where factors are trained, the model
 * has them in its weights; they are also in {@code adapter.onnx_adapter}, which the base takes. A
 * run that was stopped goes on from its last checkpoint as if nothing had happened.
 *
 * <p>Used by one thread; only {@link #stop} may be called from any.
 */
public final class FineTuning implements AutoCloseable {
  private final Learner learner;
  private final TrainingLoop loop;
  private final TunedModel model;

  private FineTuning(
      TunedFolder folder,
      TuningRun run,
      BaseModel base,
      TuningData data,
      ParameterLayout layout,
      TrainingState state,
      LossLog log) {
    Network network = network(base, run.lora());
    Map<String, float[]> frozen = run.lora().isPresent() ? base.weights() : Map.of();
    this.learner =
        new Learner(network, layout, frozen, run.config(), source(folder, run, data), state);
    this.loop = new TrainingLoop(folder.run(), run.config(), layout, state, log, learner);
    this.model = new TunedModel(folder, run, base, layout, state);
  }

  private static Network network(BaseModel base, Optional<Lora> lora) {
    return lora.map(l -> l.on(base.network())).orElse(base.network());
  }

  /** Of what is trained. */
  private static ParameterLayout layout(BaseModel base, Optional<Lora> lora) {
    return lora.isPresent()
        ? ParameterLayout.of(network(base, lora), LoraFactors::isFactor)
        : ParameterLayout.of(base.network());
  }

  private static BatchSource source(TunedFolder folder, TuningRun run, TuningData data) {
    List<MixedBatches.Part> parts = new ArrayList<>();
    parts.add(new MixedBatches.Part(data.samples(), 1));
    run.preservation()
        .ifPresent(
            preservation ->
                parts.add(
                    new MixedBatches.Part(
                        new AlikeSamples(
                            preservation.read(folder.classSamples(), data.samples().shape()),
                            data.classValues()),
                        preservation.lambda())));
    return new MixedBatches(parts, run.config());
  }

  /**
   * Begins a run that preserves nothing.
   *
   * @param root a folder for the run's files, made if it is not there
   * @param base the model that is tuned
   * @param data what it is tuned on
   * @param lora what is trained in place of the weights; empty to train the weights
   * @param settings of {@link io.github.diffusion4j.train.recipe.TrainingConfig} that are to differ
   *     from {@link #defaults}, by name
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run
   * @throws IllegalArgumentException if base and data do not fit, a target of the factors matches
   *     no layer, or a setting is wrong
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public static FineTuning start(
      Path root,
      BaseModel base,
      TuningData data,
      Optional<Lora> lora,
      Map<String, String> settings) {
    return begin(root, base, data, lora, settings, Optional.empty(), (preservation, seed) -> {});
  }

  /**
   * Begins a run that preserves the class of a subject: the model first draws samples of it.
   *
   * @param root a folder for the run's files, made if it is not there
   * @param base the model that is tuned
   * @param data of a subject
   * @param lora what is trained in place of the weights; empty to train the weights
   * @param settings of {@link io.github.diffusion4j.train.recipe.TrainingConfig} that are to differ
   *     from {@link #defaults}, by name
   * @param preservation how the class is preserved
   * @param drawing the same model, where it is evaluated fastest
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run
   * @throws IllegalArgumentException if base and data do not fit, the data show no subject, a
   *     target of the factors matches no layer, or a setting is wrong
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public static FineTuning start(
      Path root,
      BaseModel base,
      TuningData data,
      Optional<Lora> lora,
      Map<String, String> settings,
      Preservation preservation,
      DiffusionPipeline drawing) {
    if (data.classContext().isEmpty()) {
      throw new IllegalArgumentException(
          "these data show no subject of a class whose samples could be preserved; begin without preservation");
    }
    return begin(
        root,
        base,
        data,
        lora,
        settings,
        Optional.of(preservation),
        (file, seed) -> preservation.draw(drawing, data.classContext().orElseThrow(), seed, file));
  }

  /** Draws samples of the class into a file. */
  private interface Draw {
    void into(Path file, long seed);
  }

  private static FineTuning begin(
      Path root,
      BaseModel given,
      TuningData data,
      Optional<Lora> lora,
      Map<String, String> settings,
      Optional<Preservation> preservation,
      Draw draw) {
    TunedFolder folder = new TunedFolder(new RunFolder(root));
    folder.run().checkNoRun();
    BaseModel base = given.withLabels(data.newLabels());
    check(base, data);
    TuningRun run =
        new TuningRun(
            TuningRun.config(base, lora, settings),
            lora,
            preservation,
            TunedModel.provenance(base, data));
    if (preservation.isPresent() && run.config().optimization().batch() < 2) {
      throw new IllegalArgumentException("batch = 1: the subject and its class need a row each");
    }
    ParameterLayout layout = layout(base, lora);
    float[] weights =
        lora.isPresent() ? layout.initial(run.config().seed()) : layout.flat(base.weights());
    TrainingState state = TrainingState.initial(weights);
    folder.run().checkWritable();
    TunedModel.writeBase(folder, run, base);
    if (preservation.isPresent()) {
      draw.into(folder.classSamples(), run.config().seed());
    }
    run.write(folder.run());
    LossLog log = LossLog.create(folder.run().log());
    return new FineTuning(folder, run, base, data, layout, state, log);
  }

  private static void check(BaseModel base, TuningData data) {
    if (!base.network().shape().equals(data.samples().shape())
        || base.network().contextSize() != data.samples().contextSize()) {
      throw new IllegalArgumentException(
          "%s makes %s from %d context values, the data have %s and %d; use those that it was trained with"
              .formatted(
                  base.card().name(),
                  base.network().shape(),
                  base.network().contextSize(),
                  data.samples().shape(),
                  data.samples().contextSize()));
    }
  }

  /**
   * The settings of a run where nobody says otherwise.
   *
   * @param lora whether factors are trained
   * @return values by name
   */
  public static Map<String, String> defaults(Optional<Lora> lora) {
    return TuningRun.defaults(lora);
  }

  /**
   * Takes up a run at its last checkpoint.
   *
   * @param root the run's folder
   * @param data the data it was begun with
   * @param changes settings by name that are to change; without any, the run goes on to the bit as
   *     if it had never stopped
   * @return the run
   * @throws IllegalArgumentException if the data are others, or a setting is wrong
   * @throws UncheckedIOException if there is no run, or its files cannot be read
   */
  public static FineTuning resume(Path root, TuningData data, Map<String, String> changes) {
    TunedFolder folder = new TunedFolder(new RunFolder(root));
    TuningRun before = TuningRun.read(folder.run());
    for (String key : List.of("data.fingerprint", "data.tokens", "data.autoencoder")) {
      if (!data.provenance().getOrDefault(key, "").equals(before.data().getOrDefault(key, ""))) {
        throw new IllegalArgumentException(
            "the run was begun with another %s than these data have; resume it with the same"
                .formatted(key));
      }
    }
    BaseModel base = BaseModel.open(ModelFile.at(folder.base()));
    TuningRun run = before.with(base, changes);
    ParameterLayout layout = layout(base, run.lora());
    TrainingState state = Checkpoint.read(folder.run(), layout);
    folder.run().checkWritable();
    run.write(folder.run());
    LossLog log = LossLog.resume(folder.run().log(), state.progress().step());
    return new FineTuning(folder, run, base, data, layout, state, log);
  }

  /**
   * Trains until the configured number of steps is reached, {@link #stop} is called, the thread is
   * interrupted or the time is up. A checkpoint and a model are left in every case, a failure after
   * the first step included.
   *
   * @param budget of time, after which no further step is begun
   * @param listener is told of progress
   * @return where the run stands; the loss is NaN if no step was taken
   * @throws IllegalStateException if the loss is not finite
   * @throws UncheckedIOException if a file cannot be written
   */
  public TrainingListener.Status run(Duration budget, TrainingListener listener) {
    return loop.run(budget, model, listener);
  }

  /** Asks {@link #run} to end after the current step. From any thread. */
  public void stop() {
    loop.stop();
  }

  /** Frees native memory. */
  @Override
  public void close() {
    learner.close();
  }
}
