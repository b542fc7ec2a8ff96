package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.latent.PipelineExport;
import io.github.diffusion4j.train.onnx.AttentionForm;
import io.github.diffusion4j.train.onnx.GraphForm;
import io.github.diffusion4j.train.onnx.WeightType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion export-latents}. */
@Command(
    name = "export-latents",
    description = {
      "Write what train-latents trained as a folder of components, as model hubs have them.",
      "diffusion generate --model OUT_DIR --prompt TEXT draws with it."
    })
final class ExportLatents implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The folder of the run.")
  private Path run = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT_DIR", description = "The folder of the model.")
  private Path out = Path.of("");

  @Option(
      names = "--autoencoder",
      required = true,
      paramLabel = "DIR",
      description = "The folder with the vae_encoder and vae_decoder of the run.")
  private Path autoencoder = Path.of("");

  @Option(
      names = "--texts",
      required = true,
      paramLabel = "DIR",
      description = "The folder with the text_encoder and tokenizer that encoded the captions.")
  private Path texts = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description = {
        "Of the denoiser: float32 (default); float16: half the file; int8: a quarter;",
        "dynamic_int8: a quarter, and products of whole numbers, for ONNX Runtime."
      })
  private WeightType weights = WeightType.FLOAT32;

  @Option(
      names = "--attention",
      paramLabel = "FORM",
      description = {
        "Of the denoiser: standard: operators of ONNX; fused: one of ONNX Runtime.",
        "Default: ${DEFAULT-VALUE}."
      })
  private AttentionForm attention = AttentionForm.FUSED;

  @Option(
      names = "--scheduler",
      paramLabel = "CLASS",
      description = "What it samples with, as hubs call it. Default: ${DEFAULT-VALUE}.")
  private String scheduler = "DPMSolverMultistepScheduler";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Evaluations per image where a request says none. Default: ${DEFAULT-VALUE}.")
  private int steps = 20;

  @Option(
      names = "--guidance",
      paramLabel = "W",
      description = "Weight of the guidance where a request says none. Default: ${DEFAULT-VALUE}.")
  private double guidance = 3;

  @Override
  public Integer call() {
    Place.checkName(run);
    if (!Files.isDirectory(run)) {
      throw new IllegalArgumentException(run + ": no such folder; give that of a training");
    }
    Place.checkFolder(out);
    PipelineExport.write(
        new PipelineExport.Parts(run, autoencoder, texts),
        new PipelineExport.Defaults(scheduler, steps, guidance),
        new GraphForm(weights, attention),
        out);
    DiffusionPipeline.load(out).close(); // what cannot be loaded is told now
    spec.commandLine().getOut().println(out);
    return 0;
  }
}
