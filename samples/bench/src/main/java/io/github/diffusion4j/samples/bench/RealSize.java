package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationListener;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.samples.bench.folder.PipelineFolder;
import io.github.diffusion4j.samples.bench.folder.Sizes;
import io.github.diffusion4j.train.onnx.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Stable Diffusion 1.5 at its size, with weights from a seed: what its parts take of time and
 * memory in a fresh JVM.
 *
 * <pre>
 * java -cp samples/bench/target/bench.jar io.github.diffusion4j.samples.bench.RealSize write FOLDER float32
 * java -Xmx1g -cp samples/bench/target/bench.jar io.github.diffusion4j.samples.bench.RealSize run FOLDER cpu 3 one
 * </pre>
 *
 * The first writes the folder, 4.1 GB in float32 and 2.1 GB in float16; the second measures a
 * 512x512 image of so many steps on {@code cpu}, {@code cuda} or {@code cuda-fastest}, which does
 * without reproducible convolutions. {@code one} keeps one part of the model open at a time, {@code
 * all} all.
 */
public final class RealSize {
  private static final double GUIDANCE = 7.5;
  private static final long SEED = 15;

  private RealSize() {}

  /**
   * Writes, or measures and prints a table.
   *
   * @param args {@code write FOLDER float32|float16} or {@code run FOLDER cpu|cuda|cuda-fastest
   *     STEPS one|all}
   * @throws IOException if the folder cannot be written
   */
  public static void main(String... args) throws IOException {
    if (args.length == 3 && args[0].equals("write")) {
      Precision precision = Precision.valueOf(args[2].toUpperCase(Locale.ROOT));
      PipelineFolder.write(Path.of(args[1]), Sizes.STABLE_DIFFUSION, precision, SEED);
    } else if (args.length == 5 && args[0].equals("run")) {
      RuntimeSettings settings = device(args[2]).keepLoaded(args[4].equals("all"));
      run(Path.of(args[1]), settings, Integer.parseInt(args[3]));
    } else {
      throw new IllegalArgumentException(
          "write FOLDER float32|float16, or run FOLDER cpu|cuda|cuda-fastest STEPS one|all");
    }
  }

  private static RuntimeSettings device(String name) {
    return switch (name) {
      case "cpu" -> RuntimeSettings.cpu();
      case "cuda" -> RuntimeSettings.cuda(0);
      case "cuda-fastest" -> RuntimeSettings.cuda(0).option("convolutions", "fastest");
      default ->
          throw new IllegalArgumentException("device '" + name + "': cpu, cuda or cuda-fastest");
    };
  }

  private static void run(Path folder, RuntimeSettings settings, int steps) throws IOException {
    System.out.println(Machine.describe());
    Table table =
        new Table(
            "%s on %s: 512x512, %d steps of the folder's scheduler, guidance %s"
                .formatted(folder.getFileName(), settings, steps, GUIDANCE),
            "part",
            "seconds",
            "of all processors",
            "peak memory, MB",
            "memory after, MB",
            "of it not in files, MB");
    Stopwatch watch = new Stopwatch(table);
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(folder, settings)) {
      watch.lap("reading the folder");
      ContextVector wanted = pipeline.prompt("an astronaut riding a horse");
      ContextVector unwanted = pipeline.prompt("blurry");
      watch.lap("two prompts, opening the text encoder");
      Samples samples =
          pipeline
              .request()
              .context(wanted)
              .negative(unwanted)
              .guidance(GUIDANCE)
              .steps(steps)
              .seed(SEED)
              .listener(step -> lap(watch, step))
              .generate();
      watch.lap("decoding, opening the decoder");
      pipeline.decode(samples.latents().orElseThrow());
      watch.lap("decoding again");
      check(samples.values(0));
    }
    watch.lap("closing");
    table.print(System.out);
    System.out.println();
    System.out.println("Peak memory of all: " + watch.largest() + " MB");
  }

  private static void lap(Stopwatch watch, GenerationListener.Step step) {
    if (step.index() == 0) {
      watch.lap("first evaluation of two rows, opening the network");
    } else if (step.index() == step.count() - 1) {
      watch.lap("%d further evaluations".formatted(step.index()));
    }
  }

  private static void check(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException("the image has the value " + value);
      }
    }
  }

  /** Lines of a table, each the time and memory since the one before. */
  private static final class Stopwatch {
    private final Table table;
    private long started = System.nanoTime();
    private Duration used = processorTime();
    private long largest;

    Stopwatch(Table table) {
      this.table = table;
      ProcessMemory.forgetPeak();
    }

    void lap(String part) {
      double seconds = (System.nanoTime() - started) / 1e9;
      long peak = ProcessMemory.PEAK.megabytes();
      largest = Math.max(largest, peak);
      table.add(
          part,
          seconds,
          processorTime().minus(used).toMillis() / 1e3,
          peak,
          ProcessMemory.NOW.megabytes(),
          ProcessMemory.ANONYMOUS.megabytes());
      ProcessMemory.forgetPeak();
      started = System.nanoTime();
      used = processorTime();
    }

    /** Of all threads so far; it does not depend on what else runs. */
    private static Duration processorTime() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    long largest() {
      return largest;
    }
  }
}
