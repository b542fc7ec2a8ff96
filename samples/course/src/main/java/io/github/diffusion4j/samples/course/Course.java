package io.github.diffusion4j.samples.course;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Map;

/** Runs a lesson, or all of them: {@code mvn -q -Pcourse -Dlesson=1}. */
public final class Course {
  static final Map<String, Lesson<?>> LESSONS =
      ImmutableMap.<String, Lesson<?>>builder()
          .put("1", new Intuition())
          .put("2", new Sampling())
          .put("3", new NeuralNetwork())
          .put("4", new Training())
          .put("5", new Controlling())
          .put("6", new SpeedingUp())
          .put("7", new OwnDataAndModels())
          .put("8", new PropertyTesting())
          .put("11", new DreamBooth())
          .buildOrThrow();

  private Course() {}

  /**
   * Runs lessons.
   *
   * @param args the number of a lesson, or {@code all}; then the folder for the images, by default
   *     {@code pictures/course}
   */
  public static void main(String... args) {
    String which = args.length > 0 ? args[0] : "all";
    Path folder = Path.of(args.length > 1 ? args[1] : "pictures/course").toAbsolutePath();
    Workbook workbook = new Workbook(folder, System.out, Workbook.Extent.WHOLE);
    if (which.equals("all")) {
      LESSONS.forEach((number, lesson) -> run(number, lesson, workbook));
    } else if (LESSONS.containsKey(which)) {
      run(which, LESSONS.get(which), workbook);
    } else {
      throw new IllegalArgumentException(
          "there is no lesson '%s'; there are %s and all".formatted(which, LESSONS.keySet()));
    }
    System.out.println(folder);
  }

  private static void run(String number, Lesson<?> lesson, Workbook workbook) {
    workbook.print("%nLesson %s: %s%n", number, lesson.getClass().getSimpleName());
    lesson.run(workbook);
  }
}
