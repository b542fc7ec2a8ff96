package io.github.diffusion4j.samples.spark;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.RuntimeSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkEnv;

/**
 * The models of a JVM. Each is opened when a row first names it, serves all tasks, which share its
 * evaluations, and is closed when the JVM ends.
 */
final class OpenModels {
  private static final ConcurrentMap<DrawSettings, OpenModels> OF_THIS_JVM =
      new ConcurrentHashMap<>();

  private final DrawSettings settings;
  private final ConcurrentMap<String, OpenModel> open = new ConcurrentHashMap<>();

  private record OpenModel(DiffusionPipeline pipeline, BatchScheduler scheduler) {
    void close() {
      scheduler.close();
      pipeline.close();
    }
  }

  private OpenModels(DrawSettings settings) {
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "diffusion4j-close"));
  }

  static OpenModels ofThisJvm(DrawSettings settings) {
    return OF_THIS_JVM.computeIfAbsent(settings, OpenModels::new);
  }

  /**
   * Hands a request to its model, and waits for room there.
   *
   * @throws RefusedException if there is no such model, or it cannot do what is asked
   */
  CompletableFuture<Samples> submit(ImageRequest request) {
    String name = request.model();
    if (!settings.models().containsKey(name)) {
      throw new RefusedException(
          "model = %s: there are %s".formatted(name, settings.models().keySet()));
    }
    OpenModel model = open.computeIfAbsent(name, this::opened);
    return model.scheduler().submit(request.on(model.pipeline()));
  }

  /** Fails for every row, and so the task, if the model is not to be opened here. */
  private OpenModel opened(String name) {
    String place = settings.models().get(name);
    DiffusionPipeline pipeline =
        settings.isShipped(name)
            ? DiffusionPipeline.load(name, threads())
            : DiffusionPipeline.load(Path.of(place), threads());
    BatchScheduler scheduler =
        BatchScheduler.of(
            pipeline,
            BatchSettings.defaults()
                .maxRows(settings.maxRows())
                .whenFull(BatchSettings.WhenFull.BLOCK));
    return new OpenModel(pipeline, scheduler);
  }

  /** A thread per processor of the executor, not of the machine. */
  private static RuntimeSettings threads() {
    int cores = SparkEnv.get().conf().getInt("spark.executor.cores", 0);
    return cores == 0 ? RuntimeSettings.cpu() : RuntimeSettings.cpu(cores);
  }

  private void close() {
    open.values().forEach(OpenModel::close);
  }
}
