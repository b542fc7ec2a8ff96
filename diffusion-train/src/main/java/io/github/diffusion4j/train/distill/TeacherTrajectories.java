package io.github.diffusion4j.train.distill;

import com.google.common.collect.Maps;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.io.SortedProperties;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a teacher has answered, a file a block in the run's folder: two images a question, [n, 2, c,
 * h, w]. What is there is not asked again.
 *
 * @param folder of the files
 */
public record TeacherTrajectories(Path folder) {

  /**
   * One block.
   *
   * @param first what became of noise
   * @param second what became of the first, noised again
   */
  public record Block(Tensor first, Tensor second) {}

  /**
   * Says what these answers depend on.
   *
   * @throws IllegalStateException if there are answers that depend on something else
   */
  public void claim(Map<String, String> purpose) {
    Path file = folder.resolve("asked.properties");
    try {
      if (!Files.exists(file)) {
        AtomicFile.write(file, out -> out.write(SortedProperties.of(purpose)));
        return;
      }
      Map<String, String> before = SortedProperties.parse(Files.readAllBytes(file));
      if (!before.equals(purpose)) {
        throw new IllegalStateException(
            "%s holds answers to other questions (%s): choose another folder, or delete them"
                .formatted(folder, Maps.difference(before, purpose).entriesDiffering()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Asks for a block that is not there. */
  public void ask(
      int block, TeacherTasks questions, DistillationConfig teaching, DiffusionPipeline teacher) {
    if (Files.exists(file(block))) {
      return;
    }
    List<ContextVector> contexts = questions.contexts(block);
    Tensor first = answer(teaching, teacher, contexts, questions.noise(block), questions.first());
    Tensor again = questions.noised(block, first);
    Tensor second = answer(teaching, teacher, contexts, again, questions.second(block));
    write(file(block), first, second);
  }

  private static Tensor answer(
      DistillationConfig teaching,
      DiffusionPipeline teacher,
      List<ContextVector> contexts,
      Tensor x,
      Level from) {
    double[] way = way(teaching.steps(), from, teacher.card().schedule());
    return teacher
        .request()
        .count(x.rows())
        .contexts(contexts)
        .start(x)
        .sampler(Catalogue.named(teaching.sampler()).sampler())
        .spacing(Spacing.of(way))
        .steps(way.length)
        .guidance(teaching.guidance())
        .generate()
        .values();
  }

  /** Even steps of the teacher from a level down to 0, as many as are due from there. */
  private static double[] way(int steps, Level from, NoiseSchedule schedule) {
    double time = from.time();
    int due = (int) Math.max(1, Math.ceil(steps * time / schedule.steps()));
    return IntStream.range(0, due).mapToDouble(i -> time * (due - i) / due).toArray();
  }

  private static void write(Path file, Tensor first, Tensor second) {
    Shape shape = first.shape();
    int size = shape.size();
    float[] both = new float[2 * first.rows() * size];
    for (int row = 0; row < first.rows(); row++) {
      System.arraycopy(first.data(), row * size, both, 2 * row * size, size);
      System.arraycopy(second.data(), row * size, both, (2 * row + 1) * size, size);
    }
    Npy.write(
        file, both, first.rows(), 2, shape.dimension(0), shape.dimension(1), shape.dimension(2));
  }

  /** Reads a block that was asked for. */
  public Block read(int block, Shape shape) {
    float[] both = Npy.read(file(block)).floats();
    int size = shape.size();
    Tensor first = Tensor.zeros(TeacherTasks.BLOCK, shape);
    Tensor second = Tensor.zeros(TeacherTasks.BLOCK, shape);
    for (int row = 0; row < TeacherTasks.BLOCK; row++) {
      System.arraycopy(both, 2 * row * size, first.data(), row * size, size);
      System.arraycopy(both, (2 * row + 1) * size, second.data(), row * size, size);
    }
    return new Block(first, second);
  }

  private Path file(int block) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.npy", block));
  }
}
