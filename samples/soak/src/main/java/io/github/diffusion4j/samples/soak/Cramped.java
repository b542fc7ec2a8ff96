package io.github.diffusion4j.samples.soak;

import io.github.diffusion4j.DiffusionPipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process whose temporary folder cannot be used: from the start, which is said in one sentence,
 * or once a model has been opened, when it is no longer needed.
 */
final class Cramped {
  private static final String DONE = "done";

  private Cramped() {}

  /** Prints what comes of two attempts; after one that succeeds, the folder goes. */
  public static void main(String[] args) throws IOException {
    String first = attempt();
    System.out.println(first);
    if (first.equals(DONE)) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      Files.move(folder, folder.resolveSibling("gone"));
    }
    System.out.println(attempt());
  }

  private static String attempt() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      pipeline.generate(pipeline.context("folder"), 2);
      return DONE;
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Runs such processes. */
  static void count(Tally tally) throws IOException, InterruptedException {
    Path place = Files.createTempDirectory("cramped");
    Path file = Files.createFile(place.resolve("file"));
    expect(tally, List.of(), place.resolve("missing"), "which does not exist");
    expect(tally, List.of(), file, "which is no folder");
    expect(tally, List.of(), Files.createDirectory(place.resolve("folder")), DONE);
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      List<String> noLargeFiles = List.of("/bin/sh", "-c", "ulimit -f 1000 && exec \"$@\"", "sh");
      Path full = Files.createDirectory(place.resolve("full"));
      expect(tally, noLargeFiles, full, "which has no room");
    }
    try (Stream<Path> all = Files.walk(place)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void expect(Tally tally, List<String> before, Path folder, String words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cramped.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> answers = output.lines().toList();
    boolean told =
        process.waitFor() == 0
            && answers.size() == 2
            && answers.stream().allMatch(answer -> answer.contains(words));
    tally.count((told ? "" : Tally.WRONG + " ") + "temporary folder: " + (told ? words : output));
  }
}
