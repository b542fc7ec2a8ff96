package io.github.diffusion4j.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replays every trajectory of a folder: {@code GoldenCheck FOLDER}. One passes if the double loop
 * agrees with the reference at every recorded call, and the library's float loop with the double
 * one.
 */
public final class GoldenCheck {
  static final double TOLERANCE = 1e-7;

  private GoldenCheck() {}

  /**
   * Prints a line a file and the totals; exits with 1 if any trajectory fails.
   *
   * @param args the folder
   * @throws IOException if it cannot be listed
   */
  public static void main(String[] args) throws IOException {
    int passed = 0;
    int failed = 0;
    for (Path path : filesOf(Path.of(args[0]))) {
      GoldenFile file = GoldenFile.read(path);
      int good = 0;
      double worst = 0;
      for (GoldenFile.Case reference : file.cases()) {
        Verdict verdict = Verdict.of(file, reference);
        verdict.complaint().ifPresent(c -> System.out.println(reference.id() + ": " + c));
        worst = Math.max(worst, verdict.error());
        good += verdict.complaint().isEmpty() ? 1 : 0;
      }
      System.out.printf(
          "%s: passed %d of %d, worst relative error %.2g%n",
          file.scheduler(), good, file.cases().size(), worst);
      passed += good;
      failed += file.cases().size() - good;
    }
    System.out.printf("%d passed, %d failed%n", passed, failed);
    if (failed > 0 || passed == 0) {
      System.exit(1);
    }
  }

  static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }
}
