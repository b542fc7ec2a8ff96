package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.evaluate.Evaluator;
import io.github.diffusion4j.train.evaluate.LossByTime;
import io.github.diffusion4j.train.evaluate.ModelEvaluator;
import io.github.diffusion4j.train.evaluate.Report;
import io.github.diffusion4j.train.evaluate.Scores;
import io.github.diffusion4j.train.features.FeatureNetwork;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Measure how good images are: those that models make with contexts of the training"
          + " images, or those in files. The held-out images stand first, as what can be hoped"
          + " for.",
      "Several samplers, steps or guidances are tried in every combination.",
      "Features and labels are measured of icons only: there is no network that knows other"
          + " images."
    })
final class Evaluate implements Callable<Integer> {
  private static final String FEATURES = "icon-features";

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "An .onnx file, a folder with one, or a shipped model such as icons16.")
  private List<String> models = List.of();

  @Mixin private final ImageFiles given = new ImageFiles();
  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--features",
      paramLabel = "FILE",
      description = "A file of train-features. Default: the shipped icon-features, for icons.")
  private @Nullable Path features;

  @Option(
      names = {"-n", "--samples"},
      paramLabel = "M",
      description = "Images a model makes for a measurement. Default: ${DEFAULT-VALUE}.")
  private int samples = 500;

  @Option(
      names = "--unseen",
      description =
          "Ask for what the held-out images show, in place of what the training images show.")
  private boolean unseen;

  @Mixin private final SamplingGrid grid = new SamplingGrid();
  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write a page with table and charts, and the same as JSON, to this folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print JSON in place of the table.")
  private boolean json;

  @Override
  public Integer call() {
    if (models.isEmpty() && given.isEmpty()) {
      throw new IllegalArgumentException("nothing to evaluate: give a MODEL, or --pictures");
    }
    if (out != null) {
      Place.checkFolder(out);
    }
    Dataset images = data.read();
    Optional<FeatureNetwork> network = network();
    try {
      Evaluator evaluator = new Evaluator(images, network);
      List<Scores> scores = new ArrayList<>(List.of(evaluator.heldOut()));
      scores.addAll(given.measure(evaluator, images, data.blackAndWhite()));
      List<LossByTime> losses = new ArrayList<>();
      models.forEach(model -> measure(model, evaluator, images, scores, losses));
      String eyes = network.map(FeatureNetwork::name).orElse("none");
      report(new Report(images.toString(), eyes, scores, losses));
    } finally {
      network.ifPresent(FeatureNetwork::close);
    }
    return 0;
  }

  private Optional<FeatureNetwork> network() {
    if (features != null) {
      return Optional.of(FeatureNetwork.open(ModelFile.at(features)));
    }
    return data.isIcons()
        ? Optional.of(FeatureNetwork.open(ModelFile.named(FEATURES)))
        : Optional.empty();
  }

  private void measure(
      String name,
      Evaluator evaluator,
      Dataset images,
      List<Scores> scores,
      List<LossByTime> losses) {
    try (Model model = runtime.open(name)) {
      DiffusionPipeline pipeline = DiffusionPipeline.of(model);
      Dataset asked = unseen ? images.heldOut() : images.training();
      ModelEvaluator ofModel = new ModelEvaluator(evaluator, images, asked, model.card(), samples);
      losses.add(LossByTime.of(model, images));
      List<SamplingGrid.Cell> cells = grid.of(model.card());
      try (Progress progress = Progress.of("evaluate", "ways", 0, cells.size())) {
        for (SamplingGrid.Cell cell : cells) {
          String title = unseen ? cell + ", unseen" : cell.toString();
          scores.add(ofModel.measure(title, cell.request(pipeline)));
          progress.advance(" " + cell);
        }
      }
    }
  }

  private void report(Report report) {
    PrintWriter log = spec.commandLine().getOut();
    if (json) {
      log.print(report.json());
    } else {
      log.print(report.text());
    }
    if (out != null) {
      report.write(out);
    }
  }
}
