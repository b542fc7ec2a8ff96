package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.distill.TeacherTasks;
import io.github.diffusion4j.train.distill.TeacherTrajectories;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistillationTest {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final DistillationConfig TEACHING =
      new DistillationConfig("tiny", 4, 64, "unipc", 4, 2, 1);
  private static final Map<String, String> SHORT =
      Map.of("steps", "4", "batch", "4", "threads", "1", "checkpoint-every", "2");

  private final Path folder;
  private final Dataset data = Tiny.data(20);

  DistillationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void trainTheTeacher() {
    TrainingConfig config = Tiny.config().with("augmentation", "0.5");
    try (Trainer trainer = Trainer.start(teacher(), Tiny.network(), data, config)) {
      trainer.run(FOREVER, SILENT);
    }
  }

  @Test
  void aStudentIsToldWhereTheTeachersWayEnds() {
    start(folder.resolve("student")).close();
    RunFolder run = new RunFolder(folder.resolve("student"));
    RunDescription description = RunDescription.read(run);
    TeacherTasks questions =
        new TeacherTasks(TEACHING, data.training(), description.config().objective());
    Tensor answers = new TeacherTrajectories(run.answers()).read(0, Tiny.SHAPE).first();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(teacher().resolve("model"))) {
      Tensor alone =
          pipeline
              .request()
              .count(TeacherTasks.BLOCK)
              .contexts(questions.contexts(0))
              .start(questions.noise(0))
              .sampler(Samplers.uniPc(2))
              .steps(4)
              .guidance(2)
              .generate()
              .values();
      assertArrayEquals(alone.data(), answers.data(), 1e-5f);
    }
  }

  @Test
  void itsTargetIsThatAnswer() {
    start(folder.resolve("student")).close();
    RunFolder run = new RunFolder(folder.resolve("student"));
    RunDescription description = RunDescription.read(run);
    NoiseSchedule schedule = description.config().objective().noiseSchedule();
    List<float[]> first = new ArrayList<>();
    List<float[]> second = new ArrayList<>();
    for (int block = 0; block < 2; block++) {
      TeacherTrajectories.Block read =
          new TeacherTrajectories(run.answers()).read(block, Tiny.SHAPE);
      for (int row = 0; row < TeacherTasks.BLOCK; row++) {
        first.add(read.first().row(row));
        second.add(read.second().row(row));
      }
    }
    Batch batch = Trainer.source(run, description, data).training(16, 1, Progress.START);
    int size = Tiny.SHAPE.size();
    for (int row = 0; row < batch.rows(); row++) {
      Level level = schedule.level(Math.rint(batch.time()[row] * schedule.steps()));
      float[] x0 = new float[size]; // of v: 2202.00512, appendix D
      for (int i = 0; i < size; i++) {
        x0[i] =
            (float)
                (level.alpha() * batch.x()[row * size + i]
                    - level.sigma() * batch.target()[row * size + i]);
      }
      List<float[]> answers = batch.time()[row] == 1 ? first : second;
      assertTrue(answers.stream().anyMatch(answer -> near(answer, x0)), "row " + row);
    }
  }

  @Test
  void whatWasAnsweredIsNotAskedAgain() throws IOException {
    Path student = folder.resolve("student");
    start(student).close();
    Path kept = student.resolve("answers/000000.npy");
    Path lost = student.resolve("answers/000001.npy");
    byte[] answer = Files.readAllBytes(lost);
    Files.write(kept, answer); // no teacher would give it here
    Files.delete(lost);
    start(student).close();
    assertArrayEquals(answer, Files.readAllBytes(kept));
    assertArrayEquals(answer, Files.readAllBytes(lost));
  }

  @Test
  void aStudentLearnsFromTheAnswers() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    try (Trainer student = start(one)) {
      student.run(FOREVER, SILENT);
    }
    start(other).close();
    Files.copy(
        one.resolve("answers/000001.npy"),
        other.resolve("answers/000000.npy"),
        StandardCopyOption.REPLACE_EXISTING);
    try (Trainer student = start(other)) {
      student.run(FOREVER, SILENT);
    }
    Path model = Path.of("model/model.onnx");
    assertNotEquals(-1, Files.mismatch(one.resolve(model), other.resolve(model)));
  }

  @Test
  void answersToOtherQuestionsAreNotTaken() throws IOException {
    Path student = folder.resolve("student");
    start(student).close();
    Path asked = student.resolve("answers/asked.properties");
    String text = Files.readString(asked);
    Files.writeString(asked, text.replace("teacher.guidance=2.0", "teacher.guidance=3.0"));
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> start(student));
    assertTrue(e.toString().contains("teacher.guidance=(3.0, 2.0)"), e::toString);
  }

  @Test
  void whatIsLearnedCannotBeChanged() {
    Path student = folder.resolve("student");
    start(student).run(FOREVER, SILENT);
    Map<String, String> other = Map.of("context-dropout", "0.5");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Trainer.resume(student, data, other));
    assertTrue(e.toString().contains("[context-dropout]"), e::toString);
  }

  @Test
  void anInterruptedStudentGoesOnAsIfNothingHadHappened() throws IOException {
    try (Trainer whole = start(folder.resolve("whole"))) {
      whole.run(FOREVER, SILENT);
    }
    try (Trainer first = start(folder.resolve("broken"))) {
      first.run(
          FOREVER,
          new TrainingListener() {
            @Override
            public void stepped(Status status) {
              first.stop();
            }
          });
    }
    try (Trainer second = Trainer.resume(folder.resolve("broken"), data, Map.of())) {
      second.run(FOREVER, SILENT);
    }
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("whole/model/model.onnx"), folder.resolve("broken/model/model.onnx")));
  }

  @Test
  void theModelSaysHowItIsSampled() {
    try (Trainer student = start(folder.resolve("student"))) {
      student.run(FOREVER, SILENT);
    }
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("student/model"))) {
      assertEquals(4, model.request().plan().evaluations());
      assertEquals("LCM", model.request().plan().sampler());
      ContextVector context = model.context("light");
      assertFalse(Float.isNaN(model.generate(context, 1).values(0)[0]));
    }
  }

  @Test
  void whatCannotBeTaughtIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new DistillationConfig("tiny", 0, 64, "unipc", 4, 2, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DistillationConfig("tiny", 4, 64, "unipick", 4, 2, 1));
    Path student = folder.resolve("student");
    start(student).run(FOREVER, SILENT);
    assertThrows(IllegalStateException.class, () -> start(student));
  }

  private Path teacher() {
    return folder.resolve("teacher");
  }

  private Trainer start(Path root) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(teacher().resolve("model"))) {
      return Distillation.start(root, teacher(), pipeline, data, TEACHING, SHORT, answered -> {});
    }
  }

  private static boolean near(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > 1e-3) {
        return false;
      }
    }
    return true;
  }
}
