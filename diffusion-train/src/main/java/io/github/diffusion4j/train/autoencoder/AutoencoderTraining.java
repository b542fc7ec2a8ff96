package io.github.diffusion4j.train.autoencoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.LossLog;
import io.github.diffusion4j.train.run.RunFolder;
import io.github.diffusion4j.train.run.TrainingLoop;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * A training of an {@link Autoencoder} in a folder of its own: {@code config.properties}, {@code
 * checkpoint.zip} (and the one before), {@code log.csv}, {@code psnr.properties}, {@code samples/}
 * (images held out, each row above its reconstruction) and, at the end, {@code vae_encoder/} and
 * {@code vae_decoder/} below {@code model/}. A run that was stopped goes on from its last
 * checkpoint as if nothing had happened.
 *
 * <p>Used by one thread; only {@link #stop} may be called from any.
 */
public final class AutoencoderTraining implements AutoCloseable {
  /** Enough for a steady scaling factor. */
  private static final int MOST_MEASURED = 1024;

  private final RunFolder folder;
  private final AutoencoderConfig run;
  private final Dataset data;
  private final ParameterLayout layout;
  private final TrainingState state;
  private final Learner learner;
  private final TrainingLoop loop;

  private AutoencoderTraining(
      RunFolder folder,
      AutoencoderConfig run,
      Dataset data,
      ParameterLayout layout,
      TrainingState state,
      LossLog log) {
    this.folder = folder;
    this.run = run;
    this.data = data;
    this.layout = layout;
    this.state = state;
    this.learner =
        new Learner(
            run.network(),
            layout,
            run.config(),
            new AutoencoderLoss(run.network()),
            new AutoencoderBatches(run.network(), data, run.config()),
            state);
    this.loop = new TrainingLoop(folder, run.config(), layout, state, log, learner);
  }

  /**
   * The settings of a training, of those of {@link TrainingConfig}.
   *
   * @return their defaults by name
   */
  public static Map<String, String> defaults() {
    return AutoencoderConfig.DEFAULTS;
  }

  /**
   * Begins a run.
   *
   * @param root a folder for the run's files, made if it is not there
   * @param network what is trained
   * @param data what it is trained on; its held-out part is kept back
   * @param settings by name, of {@link #defaults}; what is missing has its default
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run, or the engine computes wrong
   *     numbers on this machine
   * @throws IllegalArgumentException if network and data do not fit together, nothing is left to
   *     train on, or a setting is wrong
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public static AutoencoderTraining start(
      Path root, Autoencoder network, Dataset data, Map<String, String> settings) {
    RunFolder folder = new RunFolder(root);
    folder.checkNoRun();
    AutoencoderConfig run = AutoencoderConfig.of(network, data, settings);
    folder.checkWritable();
    run.write(folder);
    ParameterLayout layout = ParameterLayout.of(network);
    TrainingState state = TrainingState.initial(layout.initial(run.config().seed()));
    return new AutoencoderTraining(folder, run, data, layout, state, LossLog.create(folder.log()));
  }

  /**
   * Takes up a run at its last checkpoint.
   *
   * @param root the run's folder
   * @param data the data it was begun with
   * @param changes settings by name that are to change; without any, the run goes on to the bit as
   *     if it had never stopped
   * @return the run
   * @throws IllegalArgumentException if the data is another, or a setting is wrong
   * @throws UncheckedIOException if there is no run, or its files cannot be read
   */
  public static AutoencoderTraining resume(Path root, Dataset data, Map<String, String> changes) {
    RunFolder folder = new RunFolder(root);
    AutoencoderConfig run = AutoencoderConfig.read(folder).on(data, changes);
    ParameterLayout layout = ParameterLayout.of(run.network());
    TrainingState state = Checkpoint.read(folder, layout);
    folder.checkWritable();
    run.write(folder);
    LossLog log = LossLog.resume(folder.log(), state.progress().step());
    return new AutoencoderTraining(folder, run, data, layout, state, log);
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
    public void evaluated(long step, TrainingListener listener) {
      if (data.heldOut().size() > 0) {
        psnr(step, listener);
      }
    }

    @Override
    public void samples(long step, TrainingListener listener) {
      if (data.heldOut().size() > 0) {
        Path file = folder.samples(step);
        averaged().write(file, data.heldOut());
        listener.wrote(file);
      }
    }

    @Override
    public void model(TrainingListener listener) {
      Path model = folder.model().resolveSibling("");
      export(model, WeightType.FLOAT32);
      listener.wrote(model.resolve("vae_decoder").resolve("model.onnx"));
    }
  }

  /** Writes what {@link #quality} tells. */
  private void psnr(long step, TrainingListener listener) {
    StringBuilder text = new StringBuilder("step=" + step + "\n");
    quality()
        .forEach(
            (group, ratio) -> text.append(String.format(Locale.ROOT, "%s=%.2f%n", group, ratio)));
    Path file = folder.root().resolve("psnr.properties");
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(UTF_8)));
    listener.wrote(file);
  }

  /**
   * How well the averaged weights reconstruct images held out: the peak signal-to-noise ratio as a
   * mean over images.
   *
   * @return in decibels: of all, as {@code all}, and of those of each label; empty where none is
   *     held out
   */
  public Map<String, Double> quality() {
    return averaged().psnr(data.heldOut());
  }

  private Reconstruction averaged() {
    return new Reconstruction(run.network(), learner.averagedNetwork());
  }

  /**
   * Writes the averaged weights as ONNX: {@code vae_encoder/} and {@code vae_decoder/}, each with
   * {@code model.onnx} and {@code config.json}, whose {@code scaling_factor} is measured on images
   * of the training split.
   *
   * @param target the folder to write both into
   * @param type of the weights in the files
   * @throws IllegalArgumentException if a weight does not fit into the type
   * @throws UncheckedIOException if a file cannot be written
   */
  public void export(Path target, WeightType type) {
    double factor = averaged().scalingFactor(data.training(), MOST_MEASURED);
    AutoencoderExport.write(run.network(), layout.byName(state.average()), type, factor, target);
  }

  /** Frees native memory. */
  @Override
  public void close() {
    learner.close();
  }
}
