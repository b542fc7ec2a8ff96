package io.github.diffusion4j.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long a fresh JVM takes to its first image. */
final class ColdStart {
  private static final int RUNS = 11;
  private static final List<String> PARTS =
      List.of("JVM to main", "native library", "opening the model", "sampling", "writing the PNG");

  private ColdStart() {}

  static void run(PrintStream out) throws IOException, InterruptedException {
    Path image = Files.createTempFile("first", ".png");
    try {
      launch(image); // brings the files into memory
      List<long[]> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        runs.add(launch(image));
      }
      print(runs, out);
    } finally {
      Files.delete(image);
    }
  }

  /** When each part began and the last ended. */
  private static long[] launch(Path image) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FirstImage.class.getName(),
                image.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.currentTimeMillis();
    Process process = builder.start();
    String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the program that draws the first image failed");
    }
    return Arrays.stream((start + " " + times.strip()).split(" "))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static void print(List<long[]> runs, PrintStream out) {
    Table table =
        new Table(
            "First image of a fresh JVM: icons16, DDIM of 20 steps, guidance as the card says;"
                + " the median of "
                + RUNS
                + ", and the range",
            "part",
            "ms",
            "from",
            "to");
    for (int part = 0; part < PARTS.size(); part++) {
      add(table, PARTS.get(part), runs, part, part + 1);
    }
    add(table, "**main to the image**", runs, 1, PARTS.size());
    table.print(out);
  }

  private static void add(Table table, String name, List<long[]> runs, int from, int to) {
    long[] sorted = runs.stream().mapToLong(times -> times[to] - times[from]).sorted().toArray();
    table.add(name, sorted[RUNS / 2], sorted[0], sorted[RUNS - 1]);
  }
}
