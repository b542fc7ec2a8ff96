package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ModelCard;
import java.util.List;
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
      names = {"-n", "--count"},
      paramLabel = "M",
      description = "Number of samples. Default: as many as contexts, pictures or rows of --noise.")
  private @Nullable Integer count;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Samples that share an evaluation. Changes no bit. Default: ${DEFAULT-VALUE}.")
  private int batch = Sampling.BATCH;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "A sampler that diffusion samplers lists. Default: the model's card says.")
  private @Nullable String sampler;

  @Mixin private final SamplerOptions sampling = new SamplerOptions();

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
      outputs.check(request, pipeline.card());
      Samples samples = Sampling.run("generate", request, batch, request::generate);
      outputs.write(samples, spec.commandLine().getOut());
    }
    return 0;
  }

  private GenerationRequest request(DiffusionPipeline pipeline) {
    ModelCard card = pipeline.card();
    GenerationRequest request = pipeline.request().keepFrames(outputs.frames());
    request.contexts(Contexts.of(contexts, card.context()));
    sampling.apply(request, card, sampler);
    guiding.apply(request, card);
    seeds.apply(request, card);
    images.apply(request, pipeline, seeds.start());
    if (count != null) {
      request.count(count);
    }
    return request;
  }
}
