package io.github.diffusion4j.samples.spark;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What may be drawn, and in what portions. */
final class DrawOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME[=PATH]",
      description =
          "A model that rows may name: a shipped one, or a file or folder that every executor finds"
              + " at PATH; may be repeated. Default: icons16, icons16-turbo.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--max-rows",
      defaultValue = "32",
      description = "Rows per evaluation; a guided image takes two. Default: ${DEFAULT-VALUE}.")
  private int maxRows;

  @Option(
      names = "--partitions",
      defaultValue = "64",
      description = "Tasks per commit, of which lost ones are redone. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--commit-rows",
      defaultValue = "10000",
      description =
          "Rows per commit: as many, at most, are drawn again if the driver is lost."
              + " Default: ${DEFAULT-VALUE}.")
  private int commitRows;

  DrawSettings settings() {
    return DrawSettings.of(
        models.isEmpty() ? List.of("icons16", "icons16-turbo") : models, maxRows);
  }

  Commits commits() {
    return new Commits(partitions, commitRows);
  }
}
