package io.github.diffusion4j.train;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.distill.TeacherTasks;
import io.github.diffusion4j.train.distill.TeacherTrajectories;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.ContextWeights;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Makes a student that needs few evaluations out of a trained network: consistency distillation
 * (2303.01469) with the teacher's guidance in it (2310.04378). The student begins as the teacher
 * and learns where the teacher's ways down end, so there is nothing to bootstrap and no second
 * network to average. It is sampled by {@code lcm}: clean, noise again less, clean, ...
 */
public final class Distillation {
  private static final Map<String, String> RECIPE =
      ImmutableMap.of(
          "steps", "4000",
          "learning-rate", "0.0005",
          "warmup", "100",
          "cooldown", "1",
          "average-decay", "0.995");

  private Distillation() {}

  /**
   * Asks the teacher for all that is missing, and begins a run. It is resumed as any other, by
   * {@link Trainer#resume}, and needs no teacher then.
   *
   * @param root a folder for the student's run; the teacher's answers are kept there, so that
   *     asking, which takes long, can be interrupted and gone on with
   * @param teacherRun the folder of the teacher's run, whose averaged weights the student begins
   *     with
   * @param teacher the model of that run, where it is evaluated fastest
   * @param data what the teacher was trained on; its contexts are asked for
   * @param teaching how the teacher is asked
   * @param given settings of the training that are to differ, by name; what is learned is the
   *     teacher's affair
   * @param listener is told how many questions have been answered
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run, or answers to other questions
   * @throws IllegalArgumentException if the data is not the teacher's, or a setting is wrong
   * @throws java.io.UncheckedIOException if files cannot be read or written
   */
  public static Trainer start(
      Path root,
      Path teacherRun,
      DiffusionPipeline teacher,
      Dataset data,
      DistillationConfig teaching,
      Map<String, String> given,
      IntConsumer listener) {
    RunFolder folder = new RunFolder(root);
    folder.checkNoRun();
    RunFolder teacherFolder = new RunFolder(teacherRun);
    RunDescription taught = RunDescription.read(teacherFolder).on(data, Map.of());
    ParameterLayout teacherLayout = ParameterLayout.of(taught.networkInTraining());
    TrainingState state = Checkpoint.read(teacherFolder, teacherLayout);

    RunDescription student =
        RunDescription.of(withoutDropout(taught.network()), recipe(taught, given), data)
            .taught(teaching);
    TeacherTasks questions =
        new TeacherTasks(teaching, data.training(), student.config().objective());
    ParameterLayout layout = ParameterLayout.of(student.network());
    Map<String, float[]> weights =
        ContextWeights.narrowed(layout, teacherLayout.byName(state.average()));
    Trainer.check(folder, student, data, layout, TrainingState.initial(layout.flat(weights)));
    TeacherTrajectories answers = new TeacherTrajectories(folder.answers());
    answers.claim(purpose(teaching, state, student));
    for (int block = 0; block < questions.blocks(); block++) {
      answers.ask(block, questions, teaching, teacher);
      listener.accept(Math.min((block + 1) * TeacherTasks.BLOCK, teaching.questions()));
    }
    return Trainer.begin(folder, student, data, layout, layout.flat(weights));
  }

  /** All that answers depend on. */
  private static Map<String, String> purpose(
      DistillationConfig teaching, TrainingState teacher, RunDescription student) {
    Hasher weights = Hashing.sha256().newHasher();
    for (float weight : teacher.average()) {
      weights.putFloat(weight);
    }
    return ImmutableMap.<String, String>builder()
        .putAll(teaching.toMap())
        .put("teacher.weights", weights.hash().toString())
        .put(
            RunDescription.FINGERPRINT, student.data().getOrDefault(RunDescription.FINGERPRINT, ""))
        .buildOrThrow();
  }

  /** The teacher's objective; images of a teacher need no augmentation. */
  private static TrainingConfig recipe(RunDescription teacher, Map<String, String> given) {
    teacher.refuseOtherObjective(given.keySet());
    return TrainingConfig.of(
        ImmutableMap.<String, String>builder()
            .putAll(RECIPE)
            .putAll(given)
            .putAll(teacher.config().objective().toMap())
            .put("augmentation", "0")
            .buildKeepingLast());
  }

  /** What is to be learned has no noise in it. */
  private static Network withoutDropout(Network network) {
    Map<String, String> configuration = new HashMap<>(network.configuration());
    configuration.replace("dropout", "0");
    return Networks.of(configuration);
  }
}
