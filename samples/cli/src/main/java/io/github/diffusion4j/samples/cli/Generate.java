package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Latent;
import io.github.diffusion4j.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion generate}. */
@Command(name = "generate", description = "Make samples. The same command gives the same bytes.")
final class Generate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|DIR|FILE",
      description =
          "An .onnx file, a folder with one, or a shipped model. Default: ${DEFAULT-VALUE}.")
  private String model = "icons16";

  @Option(
      names = {"-c", "--context"},
      paramLabel = "CONTEXT",
      description = {
        "What to show: labels, perhaps with weights (folder=0.6,plus=0.4), as many plain numbers as"
            + " the model has, or @FILE.npy with a row a sample.",
        "Several are dealt out over the samples in turn."
      })
  private List<String> contexts = List.of();

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "ddpm, ddpm-beta, ddpm-learned, ddim or ddim-inverse.")
  private @Nullable String sampler;

  @Mixin private final SamplerOptions sampling = new SamplerOptions();

  @Option(
      names = "--guidance",
      paramLabel = "W",
      description = "How closely the context is followed: 1 as trained, above 1 more.")
  private @Nullable Double guidance;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "M",
      description = "Number of samples. Default: one a context, or a row of --noise.")
  private @Nullable Integer count;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "S",
      description = "Seed of the first sample; the next has S + 1. Default: ${DEFAULT-VALUE}.")
  private long seed = 0;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Samples that share an evaluation. Changes no bit. Default: ${DEFAULT-VALUE}.")
  private int batch = 32;

  @Option(
      names = "--noise",
      paramLabel = "START.npy",
      description = "Start from these values, [n,c,h,w], in place of the seed's noise.")
  private @Nullable Path noise;

  @Mixin private final Outputs outputs = new Outputs();
  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  @Override
  public Integer call() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(runtime.open(model))) {
      outputs.check(pipeline.card());
      outputs.write(generate(pipeline), spec.commandLine().getOut());
    }
    return 0;
  }

  private Samples generate(DiffusionPipeline pipeline) {
    List<ContextVector> wishes = Contexts.of(contexts, pipeline.card().labels());
    GenerationRequest request =
        pipeline.request().contexts(wishes).seed(seed).batch(batch).frames(outputs.frames());
    sampling.apply(request, pipeline.card(), sampler);
    int samples = wishes.size();
    if (guidance != null) {
      request.guidance(guidance);
    }
    if (noise != null) {
      Latent start = start(noise, pipeline.card().shape());
      request.start(start);
      samples = start.rows();
    }
    if (count != null) {
      request.count(count);
      samples = count;
    }
    long evaluations = ((samples - 1L) / batch + 1) * request.plan().evaluations();
    try (Progress progress = Progress.of("generate", "evaluations", 0, evaluations)) {
      request.listener(step -> progress.advance(""));
      return request.generate();
    }
  }

  private static Latent start(Path file, Shape shape) {
    Npy array = Contents.array(file);
    List<Integer> dimensions = array.dimensions();
    if (dimensions.size() < 2
        || !dimensions.subList(1, dimensions.size()).equals(shape.dimensions())) {
      throw new IllegalArgumentException(
          "%s has shape %s: this model starts from [n, %s]"
              .formatted(file, dimensions, shape.toString().replace("x", ", ")));
    }
    return Latent.wrap(shape, array.floats());
  }
}
