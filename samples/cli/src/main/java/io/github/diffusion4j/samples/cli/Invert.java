package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion invert}. */
@Command(
    name = "invert",
    description = {
      "Find the noise of images by DDIM run backwards, and make the images of it again.",
      "generate --noise leads back from it, with ddim and the same context, steps and guidance. The"
          + " more steps, the closer."
    })
final class Invert implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(arity = "1..*", paramLabel = "PNG", description = "The images.")
  private List<Path> files = List.of();

  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = {"-c", "--context"},
      paramLabel = "CONTEXT",
      description = "What they show, as for generate, or a prompt; several are dealt out in turn.")
  private List<String> contexts = List.of();

  @Mixin private final SizeOptions size = new SizeOptions();

  @Mixin private final StepOptions steps = new StepOptions();

  @ArgGroup(validate = false, heading = "%nGuidance%n")
  private GuidanceOptions guiding = new GuidanceOptions();

  @Option(
      names = "--npy",
      paramLabel = "OUT.npy",
      description = "The noise: float32 [n,c,h,w]. Default: ${DEFAULT-VALUE}.")
  private Path npy = Path.of("noise.npy");

  @Option(
      names = "--png",
      paramLabel = "OUT.png",
      description = "Each image beside the one made again. Default: ${DEFAULT-VALUE}.")
  private Path png = Path.of("inverted.png");

  @Option(names = "--zoom", paramLabel = "Z", description = Zoom.MEANING + ".")
  private @Nullable Integer zoom;

  @Override
  public Integer call() {
    Destination array = new Destination("--npy", npy, ".npy");
    Destination image = new Destination("--png", png, ".png");
    Destination.check(List.of(array, image));
    try (DiffusionPipeline pipeline = model.open()) {
      GenerationRequest request = request(pipeline);
      ImageFormat format = request.imageFormat();
      Sheet sheet = Zoom.sheet(zoom, 2 * files.size(), 2, format.shape());
      Tensor originals = FileInputs.images(files, format);
      Tensor noise = run("invert", request, () -> request.invert(originals));
      Samples again = run("generate", request.start(noise), request::generate);

      PrintWriter out = spec.commandLine().getOut();
      array.write(path -> writeNpy(path, noise), out);
      List<BufferedImage> pairs = pairs(originals, again, format);
      image.write(path -> Png.write(path, sheet.grid(pairs, 2)), out);
      for (int i = 0; i < files.size(); i++) {
        double rms = rootMeanSquare(originals.row(i), again.values(i));
        out.printf(Locale.ROOT, "%s: RMS difference %.4f%n", files.get(i), rms);
      }
    }
    return 0;
  }

  private GenerationRequest request(DiffusionPipeline pipeline) {
    GenerationRequest request = pipeline.request().count(files.size()).sampler(Samplers.ddim());
    size.apply(request);
    request.contexts(Contexts.of(contexts, pipeline));
    steps.apply(request);
    guiding.apply(request, pipeline);
    return request;
  }

  private static <T> T run(String task, GenerationRequest request, Supplier<T> job) {
    return Sampling.run(task, request, Sampling.BATCH, job);
  }

  private static void writeNpy(Path path, Tensor noise) {
    Shape shape = noise.shape();
    Npy.write(
        path,
        noise.data(),
        noise.rows(),
        shape.dimension(0),
        shape.dimension(1),
        shape.dimension(2));
  }

  private static List<BufferedImage> pairs(Tensor originals, Samples again, ImageFormat format) {
    return IntStream.range(0, again.count())
        .mapToObj(i -> List.of(format.image(originals.data(), i), again.image(i)))
        .flatMap(List::stream)
        .toList();
  }

  private static double rootMeanSquare(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / a.length);
  }
}
