package io.github.diffusion4j.train.latent;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.DenoisingBatches;
import io.github.diffusion4j.train.learn.LatentSamples;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.LossLog;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import io.github.diffusion4j.train.run.TrainingLoop;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training of a denoiser of latents that attends to captions ("High-Resolution Image Synthesis
 * with Latent Diffusion Models", 2112.10752, section 3.3), in a folder of its own: {@code
 * config.properties}, {@code checkpoint.zip} (and the one before), {@code log.csv}, {@code
 * samples/} (images of held-out captions) and {@code model/model.onnx}. A run that was stopped goes
 * on from its last checkpoint as if nothing had happened.
 *
 * <p>Used by one thread; only {@link #stop} may be called from any.
 */
public final class LatentTraining implements AutoCloseable {
  private static final int SHEET = 24;
  private static final int COLUMNS = 8;
  private static final int STEPS = 25;
  private static final double GUIDANCE = 3;

  private final RunFolder folder;
  private final RunDescription run;
  private final LatentData data;
  private final Path autoencoder;
  private final ParameterLayout layout;
  private final TrainingState state;
  private final Learner learner;
  private final TrainingLoop loop;

  private LatentTraining(
      RunFolder folder,
      RunDescription run,
      LatentData data,
      Path autoencoder,
      ParameterLayout layout,
      TrainingState state,
      LossLog log) {
    this.folder = folder;
    this.run = run;
    this.data = data;
    this.autoencoder = autoencoder;
    this.layout = layout;
    this.state = state;
    this.learner =
        new Learner(
            run.network(),
            layout,
            run.config(),
            new DenoisingBatches(data.training(), data.heldOut(), run.config()),
            state);
    this.loop = new TrainingLoop(folder, run.config(), layout, state, log, learner);
  }

  /**
   * Begins a run.
   *
   * @param root a folder for the run's files, made if it is not there
   * @param network takes latents of the data's shape and contexts of its tokens
   * @param data what it is trained on; its held-out part is kept back
   * @param autoencoder the folder with {@code vae_decoder}, for the sheets
   * @param config the recipe
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run
   * @throws IllegalArgumentException if network and data do not fit, nothing is left to train on,
   *     or augmentation is asked for
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public static LatentTraining start(
      Path root, Network network, LatentData data, Path autoencoder, TrainingConfig config) {
    RunFolder folder = new RunFolder(root);
    folder.checkNoRun();
    RunDescription run = described(network, data, config);
    folder.checkWritable();
    run.write(folder);
    ParameterLayout layout = ParameterLayout.of(network);
    TrainingState state = TrainingState.initial(layout.initial(config.seed()));
    LossLog log = LossLog.create(folder.log());
    return new LatentTraining(folder, run, data, autoencoder, layout, state, log);
  }

  /**
   * Takes up a run at its last checkpoint.
   *
   * @param root the run's folder
   * @param data the data it was begun with
   * @param autoencoder the folder with {@code vae_decoder}, for the sheets
   * @param changes settings by name that are to change; without any, the run goes on to the bit as
   *     if it had never stopped
   * @return the run
   * @throws IllegalArgumentException if images, captions or autoencoder are others, or a setting is
   *     wrong
   * @throws UncheckedIOException if there is no run, or its files cannot be read
   */
  public static LatentTraining resume(
      Path root, LatentData data, Path autoencoder, Map<String, String> changes) {
    RunFolder folder = new RunFolder(root);
    RunDescription before = RunDescription.read(folder);
    for (String key : List.of(RunDescription.FINGERPRINT, "data.tokens", "data.autoencoder")) {
      if (!data.provenance().getOrDefault(key, "").equals(before.data().get(key))) {
        throw new IllegalArgumentException(
            "the run was begun with another %s than that of %s; resume it with the same"
                .formatted(key, data.images()));
      }
    }
    Map<String, String> settings =
        ImmutableMap.<String, String>builder()
            .putAll(before.config().toMap())
            .putAll(changes)
            .buildKeepingLast();
    RunDescription run = described(before.network(), data, TrainingConfig.of(settings));
    ParameterLayout layout = ParameterLayout.of(run.network());
    TrainingState state = Checkpoint.read(folder, layout);
    folder.checkWritable();
    run.write(folder);
    LossLog log = LossLog.resume(folder.log(), state.progress().step());
    return new LatentTraining(folder, run, data, autoencoder, layout, state, log);
  }

  private static RunDescription described(Network network, LatentData data, TrainingConfig config) {
    if (!network.shape().equals(data.shape())
        || network.contextSize() != data.tokens().contextSize()) {
      throw new IllegalArgumentException(
          "the network makes %s from %d context values, the data has %s and %d"
              .formatted(
                  network.shape(),
                  network.contextSize(),
                  data.shape(),
                  data.tokens().contextSize()));
    }
    if (data.training().size() == 0) {
      throw new IllegalArgumentException(
          "%s: all of it is held out; nothing is left to train on".formatted(data.images()));
    }
    if (config.objective().augmentation().size() > 0) {
      throw new IllegalArgumentException(
          "augmentation = %s: latents cannot be augmented; leave it out"
              .formatted(config.objective().augmentation().probability()));
    }
    return new RunDescription(network, config, data.provenance(), Optional.empty());
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
    return loop.run(budget, new Outputs(), listener);
  }

  /** Asks {@link #run} to end after the current step. From any thread. */
  public void stop() {
    loop.stop();
  }

  /** What is written of this run besides its checkpoints. */
  private final class Outputs implements TrainingLoop.Outputs {
    @Override
    public void evaluated(long step, TrainingListener listener) {}

    @Override
    public void samples(long step, TrainingListener listener) {
      if (data.heldOut().size() > 0) {
        Path file = folder.samples(step);
        Png.write(file, Sheet.DEFAULT.withZoom(2).grid(drawn(), COLUMNS));
        listener.wrote(file);
      }
    }

    @Override
    public void model(TrainingListener listener) {
      OnnxExport.write(
          run.network(),
          layout.byName(state.average()),
          WeightType.FLOAT32,
          new LatentCard(run).metadata(),
          folder.model());
      listener.wrote(folder.model());
    }
  }

  /** Images of captions of the held-out split, spread over it, always of the same seeds. */
  private List<BufferedImage> drawn() {
    LatentSamples heldOut = data.heldOut();
    int count = Math.min(SHEET, heldOut.size());
    List<ContextVector> contexts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] context = new float[heldOut.contextSize()];
      heldOut.copyContext((int) ((long) i * heldOut.size() / count), context, 0);
      contexts.add(ContextVector.of(context));
    }
    float[] latents =
        DiffusionPipeline.of(
                learner.averaged(), ModelCard.of("the run", new LatentCard(run).entries()))
            .request()
            .contexts(contexts)
            .count(count)
            .steps(Math.min(STEPS, run.config().objective().noiseSchedule().steps()))
            .guidance(GUIDANCE)
            .generate()
            .values()
            .data();
    return decoded(latents, count);
  }

  private List<BufferedImage> decoded(float[] latents, int count) {
    Shape images = data.images().shape();
    ImageFormat format = new ImageFormat(images, ValueRange.SYMMETRIC);
    List<BufferedImage> drawn = new ArrayList<>();
    try (LatentCodec decoder =
        LatentCodec.open(autoencoder.resolve("vae_decoder"), run.config().threads())) {
      int size = data.shape().size();
      float factor = (float) (1 / decoder.scalingFactor());
      for (int i = 0; i < count; i++) {
        float[] latent = Arrays.copyOfRange(latents, i * size, (i + 1) * size);
        for (int k = 0; k < size; k++) {
          latent[k] *= factor;
        }
        drawn.add(format.image(decoder.run(1, latent), 0));
      }
    }
    return drawn;
  }

  /** Frees native memory. */
  @Override
  public void close() {
    learner.close();
  }
}
