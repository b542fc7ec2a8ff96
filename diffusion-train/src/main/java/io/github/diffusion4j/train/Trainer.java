package io.github.diffusion4j.train;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A training run in a folder of its own: {@code config.properties}, {@code checkpoint.zip}, {@code
 * log.csv}. A run that was stopped, by {@link #stop}, an interrupt, a time budget or a lost
 * machine, goes on from its last checkpoint as if nothing had happened.
 *
 * <p>Used by one thread; only {@link #stop} may be called from any.
 */
public final class Trainer implements AutoCloseable {
  private static final String NETWORK = "network.";
  private static final String DATA_FINGERPRINT = "data.fingerprint";

  private final RunFolder folder;
  private final TrainingConfig config;
  private final Layout layout;
  private final TrainingState state;
  private final Learner learner;
  private final LossLog log;
  private volatile boolean stopped;

  private Trainer(
      RunFolder folder,
      Network network,
      Dataset data,
      TrainingConfig config,
      Layout layout,
      TrainingState state,
      LossLog log) {
    if (!network.shape().equals(data.shape()) || network.contextSize() != data.labels().size()) {
      throw new IllegalArgumentException(
          "the network makes %s from %d context values, the data has %s and %d labels"
              .formatted(
                  network.shape(), network.contextSize(), data.shape(), data.labels().size()));
    }
    this.folder = folder;
    this.config = config;
    this.layout = layout;
    this.state = state;
    this.log = log;
    this.learner = new Learner(network, layout, data, config, state);
  }

  /**
   * Begins a run.
   *
   * @param root a folder for the run's files, made if it is not there
   * @param network what is trained
   * @param data what it is trained on; its held-out part is kept back
   * @param config the recipe
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run
   * @throws IllegalArgumentException if network and data do not fit together
   */
  public static Trainer start(Path root, Network network, Dataset data, TrainingConfig config) {
    RunFolder folder = new RunFolder(root);
    if (Files.exists(folder.checkpoint())) {
      throw new IllegalStateException(
          root + " already holds a run: resume it, or choose another folder");
    }
    writeConfig(folder, network, data, config);
    Layout layout = Layout.of(network);
    TrainingState state = TrainingState.initial(layout.initial(config.seed()));
    return new Trainer(folder, network, data, config, layout, state, LossLog.create(folder.log()));
  }

  /**
   * Takes up a run at its last checkpoint.
   *
   * @param root the run's folder
   * @param data the data it was begun with
   * @param changes settings by name that are to change, such as more {@code steps}; without any,
   *     the run goes on to the bit as if it had never stopped
   * @return the run
   * @throws IllegalArgumentException if the data is another, or a setting is wrong
   * @throws UncheckedIOException if there is no run, or its files cannot be read
   */
  public static Trainer resume(Path root, Dataset data, Map<String, String> changes) {
    RunFolder folder = new RunFolder(root);
    Map<String, String> saved = readConfig(folder);
    if (!data.fingerprint().equals(saved.get(DATA_FINGERPRINT))) {
      throw new IllegalArgumentException(
          "%s was begun with other data than %s: resume it with what it was begun with"
              .formatted(root, data));
    }
    Map<String, String> networkEntries = Maps.filterKeys(saved, key -> key.startsWith(NETWORK));
    ImmutableMap.Builder<String, String> networkConfiguration = ImmutableMap.builder();
    networkEntries.forEach(
        (key, value) -> networkConfiguration.put(key.substring(NETWORK.length()), value));
    Network network = Networks.of(networkConfiguration.buildOrThrow());
    ImmutableMap<String, String> settings =
        ImmutableMap.<String, String>builder()
            .putAll(
                Maps.filterKeys(saved, key -> !key.startsWith(NETWORK) && !key.startsWith("data.")))
            .putAll(changes)
            .buildKeepingLast();
    TrainingConfig config = TrainingConfig.of(settings);
    Layout layout = Layout.of(network);
    TrainingState state = Checkpoint.read(folder, layout);
    writeConfig(folder, network, data, config);
    LossLog log = LossLog.resume(folder.log(), state.progress().step());
    return new Trainer(folder, network, data, config, layout, state, log);
  }

  /**
   * Trains until the configured number of steps is reached, {@link #stop} is called, the thread is
   * interrupted or the time is up. A checkpoint is left in every case.
   *
   * @param budget of time, after which no further step is begun
   * @param listener is told of progress
   * @return where the run stands
   * @throws IllegalStateException if the loss is no longer finite
   */
  public TrainingListener.Status run(Duration budget, TrainingListener listener) {
    long begin = System.nanoTime();
    boolean interrupted = false;
    TrainingListener.Status status = status(Double.NaN);
    try {
      while (state.progress().step() < config.optimization().steps()
          && !stopped
          && !interrupted
          && System.nanoTime() - begin < budget.toNanos()) {
        Learner.Step step = learner.step();
        status = status(step.loss());
        listener.stepped(status);
        keep(step, listener);
        interrupted = Thread.interrupted(); // files cannot be written while it is set
      }
    } finally {
      checkpoint(listener);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return status;
  }

  /** Asks {@link #run} to end after the current step. From any thread. */
  public void stop() {
    stopped = true;
  }

  private void keep(Learner.Step step, TrainingListener listener) {
    Cadence cadence = config.cadence();
    long now = state.progress().step();
    boolean evaluates = Cadence.isDue(cadence.evaluate(), now);
    if (evaluates || Cadence.isDue(cadence.log(), now)) {
      LogLine line =
          new LogLine(
              now,
              state.progress().pictures(),
              state.progress().loss(),
              evaluates ? learner.heldOutLoss() : Double.NaN,
              step.gradientNorm(),
              step.learningRate());
      state.progress(state.progress().logged());
      log.add(line);
      listener.logged(line);
    }
    if (Cadence.isDue(cadence.checkpoint(), now)) {
      checkpoint(listener);
    }
  }

  private void checkpoint(TrainingListener listener) {
    Checkpoint.write(folder, layout, state);
    listener.wrote(folder.checkpoint());
  }

  private TrainingListener.Status status(double loss) {
    Progress progress = state.progress();
    return new TrainingListener.Status(
        progress.step(), config.optimization().steps(), progress.pictures(), loss);
  }

  private static void writeConfig(
      RunFolder folder, Network network, Dataset data, TrainingConfig config) {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries.putAll(config.toMap());
    network.configuration().forEach((key, value) -> entries.put(NETWORK + key, value));
    entries.put("data.name", data.source().name());
    entries.put(DATA_FINGERPRINT, data.fingerprint());
    byte[] text = PropertiesText.of(entries.buildOrThrow());
    AtomicFile.write(folder.config(), out -> out.write(text));
  }

  private static Map<String, String> readConfig(RunFolder folder) {
    try {
      return PropertiesText.parse(Files.readAllBytes(folder.config()));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " holds no run to resume", e);
    }
  }

  /** Frees native memory. */
  @Override
  public void close() {
    learner.close();
  }
}
