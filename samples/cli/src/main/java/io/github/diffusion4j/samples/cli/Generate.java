package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion generate}. */
@Command(name = "generate", description = "Make samples. The same command gives the same bytes.")
final class Generate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions model = new ModelOptions();

  @Mixin private final SubjectOptions subject = new SubjectOptions();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "M",
      description =
          "Number of samples. Default: as many as prompts, contexts, images or rows of --noise.")
  private @Nullable Integer count;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Samples that share an evaluation. Changes no bit. Default: ${DEFAULT-VALUE}.")
  private int batch = Sampling.BATCH;

  @Mixin private final SizeOptions size = new SizeOptions();

  @Mixin private final MethodOptions method = new MethodOptions();

  @Mixin private final AdapterOptions adapters = new AdapterOptions();

  @ArgGroup(validate = false, heading = "%nGuidance%n")
  private GuidanceOptions guiding = new GuidanceOptions();

  @ArgGroup(validate = false, heading = "%nNoise%n")
  private SeedOptions seeds = new SeedOptions();

  @ArgGroup(validate = false, heading = "%nPictures to change%n")
  private ImageOptions images = new ImageOptions();

  @ArgGroup(validate = false, heading = "%nFiles to write%n")
  private Outputs outputs = new Outputs();

  @Override
  public Integer call() {
    outputs.check();
    try (DiffusionPipeline pipeline = model.open()) {
      GenerationRequest request = request(pipeline);
      outputs.check(request);
      Samples samples = Sampling.run("generate", request, batch, request::generate);
      outputs.write(samples, spec.commandLine().getOut());
    }
    return 0;
  }

  private GenerationRequest request(DiffusionPipeline pipeline) {
    GenerationRequest request = pipeline.request().keepFrames(outputs.frames());
    size.apply(request);
    request.contexts(subject.of(pipeline));
    method.apply(request, pipeline);
    adapters.apply(request);
    guiding.apply(request, pipeline);
    seeds.apply(request);
    images.apply(request, seeds.start());
    if (count != null) {
      request.count(count);
    }
    return request;
  }
}
