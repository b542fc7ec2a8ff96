package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Guidance;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import io.github.diffusion4j.train.evaluate.Estimate;
import io.github.diffusion4j.train.evaluate.Evaluator;
import io.github.diffusion4j.train.evaluate.ImageValues;
import io.github.diffusion4j.train.evaluate.Measure;
import io.github.diffusion4j.train.features.FeatureNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Lesson 6: images as good in fewer evaluations of the network. */
final class SpeedingUp implements Lesson<SpeedingUp.Findings> {
  /**
   * What was found.
   *
   * @param costs of each method, the slowest first
   */
  record Findings(List<Cost> costs) {}

  /**
   * What an image costs, and how good the images are.
   *
   * @param method with its steps
   * @param evaluations that its sampler asked for
   * @param runs of the network: with guidance, an evaluation takes two
   * @param milliseconds per image, in a batch
   * @param tinyFd to the training icons, on our own features; lower is better
   */
  record Cost(String method, int evaluations, int runs, double milliseconds, Estimate tinyFd) {
    void addTo(Table table, double slowest) {
      table.row(
          "%s | %d | %.1f | %.0fx | %s",
          method, runs, milliseconds, slowest / milliseconds, tinyFd);
    }
  }

  /** A way to make images. */
  private record Method(String name, GenerationRequest request) {}

  @Override
  public Findings run(Workbook workbook) {
    Dataset data = Icons.load(Icons.Style.SHADOWLESS);
    try (DiffusionPipeline icons = DiffusionPipeline.load("icons16");
        DiffusionPipeline turbo = DiffusionPipeline.load("icons16-turbo");
        FeatureNetwork eyes = FeatureNetwork.open(ModelFile.named("icon-features"))) {
      Evaluator evaluator = new Evaluator(data, Optional.of(eyes));
      List<List<String>> asked = asked(data.training(), workbook.either(64, 4));
      List<ContextVector> contexts =
          asked.stream().map(labels -> icons.context(labels.toArray(String[]::new))).toList();
      List<String> heads = asked.stream().map(labels -> String.join("\n", labels)).toList();
      Figure figure = Figure.ofIcons(heads.subList(0, workbook.either(8, 4)));
      Table table = new Table("method | runs | ms/picture | ratio | tiny-FD");
      List<Cost> costs = new ArrayList<>();
      for (Method method : methods(icons, turbo, workbook.either(500, 30))) {
        GenerationRequest request = method.request().contexts(contexts);
        request.count(1).generate(); // warms up
        long start = System.nanoTime();
        Samples samples = request.count(contexts.size()).generate();
        double milliseconds = (System.nanoTime() - start) / 1e6 / samples.count();
        Cost cost = cost(method.name(), samples, milliseconds, evaluator);
        costs.add(cost);
        figure.add(cost.method(), samples);
        cost.addTo(table, costs.get(0).milliseconds());
      }
      figure.write(workbook.file("6-methods.png"));
      workbook.print("%d images per method", contexts.size());
      workbook.print(table);
      return new Findings(costs);
    }
  }

  /** What is not said here is as the card says: spacing, guidance, the distilled one's sampler. */
  private static List<Method> methods(
      DiffusionPipeline icons, DiffusionPipeline turbo, int longest) {
    return List.of(
        new Method("DDPM", icons.request().sampler(Samplers.ddpm()).steps(longest)),
        new Method("DDIM", icons.request().sampler(Samplers.ddim()).steps(25)),
        new Method("DPM-Solver++", icons.request().sampler(Samplers.dpmSolverPlusPlus()).steps(10)),
        new Method("UniPC", icons.request().sampler(Samplers.uniPc(3)).steps(10)),
        new Method("distilled", turbo.request().steps(4)),
        new Method("distilled", turbo.request().steps(1)));
  }

  private static Cost cost(
      String method, Samples samples, double milliseconds, Evaluator evaluator) {
    int evaluations = samples.provenance().plan().evaluations();
    boolean isGuided = !samples.provenance().guidance().equals(Guidance.NONE);
    Estimate tinyFd =
        evaluator
            .measure(method, ImageValues.of(samples.values(), ValueRange.SYMMETRIC), List.of())
            .get(Measure.TINY_FD);
    return new Cost(
        method + " " + evaluations,
        evaluations,
        isGuided ? 2 * evaluations : evaluations,
        milliseconds,
        tinyFd);
  }

  /** What icons of the training show, so that the images can be compared with them. */
  private static List<List<String>> asked(Dataset training, int count) {
    return new SplittableRandom(0)
        .ints(count, 0, training.size())
        .mapToObj(i -> ChosenIcons.labels(training, i))
        .toList();
  }
}
