package io.github.diffusion4j.samples.course;

import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.finetune.BaseModel;
import io.github.diffusion4j.train.finetune.FineTuning;
import io.github.diffusion4j.train.finetune.Preservation;
import io.github.diffusion4j.train.finetune.TuningData;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Lora;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lesson 11: a trained model learns a subject from five images, and keeps its class. */
final class DreamBooth implements Lesson<DreamBooth.Findings> {
  private static final String TOKEN = "sks";
  private static final String CLASS = "user";
  private static final int SIDE = 16;
  private static final int COLUMNS = Mascot.values().length;
  private static final List<Integer> SEEDS = List.of(1, 2, 3);
  private static final List<Way> WITH_AND_WITHOUT = List.of(Way.PRESERVED, Way.UNPRESERVED);
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  /** What is trained, and with what beside the subject. */
  enum Way {
    /** All weights, with samples of the class. */
    PRESERVED("weights, class preserved"),
    /** All weights, on the subject alone. */
    UNPRESERVED("weights alone"),
    /** Factors beside the weights, with samples of the class. */
    FACTORS("factors, class preserved");

    private final String name;

    Way(String name) {
      this.name = name;
    }
  }

  /**
   * How a model draws subject and class.
   *
   * @param subject how like the subject is what it draws for the token, at most 1
   * @param ofClass how like the subject is what it draws for the class, at most 1
   * @param diversity of what it draws for the class, {@link Spread}
   */
  record Drawn(double subject, double ofClass, double diversity) {}

  /**
   * What was found.
   *
   * @param before the model that was tuned; it has no token, and draws the class for it
   * @param after by way, for each seed
   */
  record Findings(Drawn before, ListMultimap<Way, Drawn> after) {}

  @Override
  public Findings run(Workbook workbook) {
    Path folder = workbook.emptyFolder("11-mascot");
    Mascot.write(folder, SIDE);
    Dataset poses = ImageFolder.read(folder, Optional.empty(), InvalidImages.REFUSE);
    try (DiffusionPipeline icons = DiffusionPipeline.load("icons16");
        SubjectJudge judge = new SubjectJudge(poses.images())) {
      Studio studio = new Studio(workbook, poses, icons, judge);
      Findings findings = studio.findings();
      print(workbook, findings);
      return findings;
    }
  }

  private record Studio(
      Workbook workbook, Dataset poses, DiffusionPipeline icons, SubjectJudge judge) {

    Findings findings() {
      Samples users = draw(icons, 24, CLASS);
      Figure figure =
          Figure.ofIcons(List.of())
              .add("the subject", Stream.of(Mascot.values()).map(m -> m.draw(SIDE)).toList());
      add(figure, "user, before", users);
      ListMultimap<Way, Drawn> after = LinkedListMultimap.create();
      for (int seed : SEEDS.subList(0, workbook.either(SEEDS.size(), 1))) {
        for (Way way : seed == SEEDS.get(0) ? List.of(Way.values()) : WITH_AND_WITHOUT) {
          after.put(way, drawn(tuned(way, seed), figure, seed == SEEDS.get(0) ? way.name : ""));
        }
      }
      figure.write(workbook.file("11-mascot.png"));
      return new Findings(drawn(users, users), after);
    }

    /** Trains, and returns the folder of the run. */
    private Path tuned(Way way, int seed) {
      BaseModel base = BaseModel.open(ModelFile.named("icons16"));
      TuningData subject = TuningData.subject(base, poses, TOKEN, List.of(CLASS));
      Path folder = workbook.emptyFolder("11-" + way + "-" + seed);
      Map<String, String> settings =
          Map.of(
              "seed", Integer.toString(seed),
              "steps", Integer.toString(workbook.either(150, 2)),
              "learning-rate", way == Way.FACTORS ? "0.003" : "0.0005",
              "threads", Integer.toString(workbook.either(0, 1)));
      try (FineTuning tuning = begin(way, folder, base, subject, settings)) {
        tuning.run(AS_LONG_AS_IT_TAKES, new TrainingListener() {});
      }
      return folder;
    }

    private FineTuning begin(
        Way way, Path folder, BaseModel base, TuningData subject, Map<String, String> settings) {
      Optional<Lora> weights = Optional.empty();
      Optional<Lora> factors = Optional.of(Lora.of(8, base.network()));
      Preservation ofClass = new Preservation(workbook.either(64, 2), 1, workbook.either(20, 2));
      return switch (way) {
        case PRESERVED ->
            FineTuning.start(folder, base, subject, weights, settings, ofClass, icons);
        case UNPRESERVED -> FineTuning.start(folder, base, subject, weights, settings);
        case FACTORS -> FineTuning.start(folder, base, subject, factors, settings, ofClass, icons);
      };
    }

    /** Draws with a tuned model; its images get rows of the figure where those have a name. */
    private Drawn drawn(Path run, Figure figure, String name) {
      try (DiffusionPipeline tuned = DiffusionPipeline.load(run)) {
        Samples subjects = draw(tuned, 16, CLASS, TOKEN);
        Samples users = draw(tuned, 24, CLASS);
        if (!name.isEmpty()) {
          add(figure, "sks user:\n" + name, subjects);
          add(figure, "sks user plus:\n" + name, draw(tuned, COLUMNS, CLASS, TOKEN, "plus"));
          add(figure, "user:\n" + name, users);
        }
        return drawn(subjects, users);
      }
    }

    private Drawn drawn(Samples subjects, Samples ofClass) {
      return new Drawn(
          judge.likeness(subjects), judge.likeness(ofClass), Spread.of(ofClass.values()));
    }

    private static void add(Figure figure, String row, Samples samples) {
      figure.add(row, IntStream.range(0, COLUMNS).mapToObj(samples::image).toList());
    }

    private Samples draw(DiffusionPipeline pipeline, int count, String... labels) {
      return pipeline
          .request()
          .context(pipeline.context(labels))
          .count(Math.max(COLUMNS, workbook.either(count, COLUMNS)))
          .steps(workbook.either(20, 2))
          .generate();
    }
  }

  private static void print(Workbook workbook, Findings findings) {
    Table table = new Table("trained | token | class | diversity of the class");
    add(table, "nothing", findings.before());
    findings.after().forEach((way, drawn) -> add(table, way.name, drawn));
    workbook.print(table);
  }

  private static void add(Table table, String trained, Drawn drawn) {
    table.row(
        "%s | %.2f | %.2f | %.2f", trained, drawn.subject(), drawn.ofClass(), drawn.diversity());
  }
}
