package io.github.diffusion4j.samples.emoji;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.samples.emoji.EmojiQuestions.Captioned;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.evaluate.CaptionEvaluator;
import io.github.diffusion4j.train.evaluate.CaptionEvaluator.Asked;
import io.github.diffusion4j.train.evaluate.Evaluator;
import io.github.diffusion4j.train.evaluate.ImageValues;
import io.github.diffusion4j.train.evaluate.Report;
import io.github.diffusion4j.train.evaluate.Scores;
import io.github.diffusion4j.train.features.FeatureNetwork;
import io.github.diffusion4j.train.features.Retrieval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a model of emoji: whether its images have the style that was asked for and find their
 * caption among 50 of that style, and what {@code diffusion evaluate} measures; for captions that
 * it was trained on, names and pairs that it was not, and sentences that no emoji has. Real images
 * stand first, as what can be hoped for.
 */
public final class EmojiEvaluation {
  private static final int BATCH = 16;

  private final Dataset images;
  private final Dataset pairs;
  private final CaptionEvaluator evaluator;
  private final DiffusionPipeline pipeline;
  private final Map<String, float[]> texts = new HashMap<>();

  private EmojiEvaluation(
      Dataset images, Dataset pairs, CaptionEvaluator evaluator, DiffusionPipeline pipeline) {
    this.images = images;
    this.pairs = pairs;
    this.evaluator = evaluator;
    this.pipeline = pipeline;
  }

  /**
   * Measures it, and writes a page and sheets of images.
   *
   * @param args the folder with {@code images} and {@code left-out}, the file of {@link
   *     EmojiFeatures}, the model (a folder, or the name of a shipped one), the folder to write to,
   *     and of how many captions trained on, and held out, images are made
   */
  public static void main(String... args) {
    if (args.length != 5) {
      throw new IllegalArgumentException("five: images, features, model, OUT, and a number");
    }
    Dataset images = read(Path.of(args[0], "images"));
    Dataset pairs = read(Path.of(args[0], "left-out"));
    Path model = Path.of(args[2]);
    try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(Path.of(args[1])));
        DiffusionPipeline pipeline =
            Files.exists(model) ? DiffusionPipeline.load(model) : DiffusionPipeline.load(args[2])) {
      Evaluator evaluator = new Evaluator(images, Optional.of(network));
      EmojiEvaluation evaluation =
          new EmojiEvaluation(
              images, pairs, new CaptionEvaluator(evaluator, network, Retrieval.OF_50), pipeline);
      List<Scores> scores = evaluation.run(Path.of(args[3]), Integer.parseInt(args[4]));
      Report report = new Report(images.toString(), network.name(), scores, List.of());
      report.write(Path.of(args[3]));
      System.out.print(report.text());
    }
  }

  private static Dataset read(Path folder) {
    return ImageFolder.read(folder, Optional.empty(), InvalidImages.REFUSE);
  }

  private List<Scores> run(Path out, int count) {
    List<Scores> scores = new ArrayList<>();
    scores.add(real("held-out images", images.heldOut(), images.heldOut()));
    scores.add(real("left-out images", pairs, images.training()));
    for (EmojiQuestions questions :
        List.of(
            EmojiQuestions.trained(images, count),
            EmojiQuestions.heldOut(images, count),
            EmojiQuestions.leftOut(pairs, images),
            EmojiQuestions.unheard(images))) {
      scores.add(drawn(questions, out));
    }
    return scores;
  }

  /** As if they had been made. */
  private Scores real(String name, Dataset shown, Dataset others) {
    List<Captioned> own = EmojiQuestions.captions(shown);
    List<Captioned> pool = EmojiQuestions.captions(others);
    List<Asked> asked = own.stream().map(caption -> asked(caption, pool)).toList();
    return evaluator.measure(name, shown.images(), asked);
  }

  private Scores drawn(EmojiQuestions questions, Path out) {
    List<Asked> asked = new ArrayList<>();
    List<ContextVector> prompts = new ArrayList<>();
    for (int i = 0; i < questions.captions().size(); i++) {
      Captioned caption = new Captioned(questions.captions().get(i), questions.styles().get(i));
      asked.add(asked(caption, questions.others()));
      prompts.add(pipeline.prompt(caption.text()));
    }
    Samples samples =
        pipeline
            .request()
            .contexts(prompts)
            .count(prompts.size())
            .maxBatch(BATCH)
            .seed(0)
            .generate();
    samples.writePng(out.resolve(questions.name().replace(' ', '-') + ".png"));
    Tensor values = ImageValues.of(samples.values(), ValueRange.SYMMETRIC);
    return evaluator.measure(questions.name(), values, asked);
  }

  private Asked asked(Captioned caption, List<Captioned> pool) {
    float[] labels = new float[images.labels().size()];
    labels[images.labels().indexOf(caption.style())] = 1;
    List<float[]> others =
        pool.stream()
            .filter(other -> other.style().equals(caption.style()))
            .map(other -> text(other.text()))
            .toList();
    return new Asked(ContextVector.of(labels), text(caption.text()), others);
  }

  private float[] text(String caption) {
    return texts.computeIfAbsent(
        caption, text -> pipeline.prompt(text).required("pooled").values());
  }
}
