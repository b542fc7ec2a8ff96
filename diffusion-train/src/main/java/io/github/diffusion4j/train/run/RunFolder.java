package io.github.diffusion4j.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of a run.
 *
 * @param root of them all
 */
public record RunFolder(Path root) {
  /** The recipe, the network and the data. */
  public Path config() {
    return root.resolve("config.properties");
  }

  /** The latest state. */
  public Path checkpoint() {
    return root.resolve("checkpoint.zip");
  }

  /** Refuses a folder in which there is a run already. */
  public void checkNoRun() {
    if (Files.exists(checkpoint())) {
      throw new IllegalStateException(
          root + " already holds a run: resume it, or choose another folder");
    }
  }

  /** Makes sure that all that a run writes can be written. */
  public void checkWritable() {
    for (Path folder : List.of(root, model().getParent(), samples(0).getParent())) {
      try {
        Files.createDirectories(folder);
        Files.delete(Files.createTempFile(folder, "writable", ".part"));
      } catch (IOException e) {
        throw new UncheckedIOException(
            folder + ": nothing can be written there, choose another folder: " + e, e);
      }
    }
  }

  /** The state before that. */
  Path previousCheckpoint() {
    return root.resolve("checkpoint-previous.zip");
  }

  /** A state on its way to become the latest. */
  Path nextCheckpoint() {
    return root.resolve("checkpoint-next.zip");
  }

  /** The losses. */
  public Path log() {
    return root.resolve("log.csv");
  }

  /** The losses as an image. */
  Path chart() {
    return root.resolve("loss.png");
  }

  /** A sheet of samples of the averaged weights after a step. */
  public Path samples(long step) {
    return root.resolve("samples").resolve(String.format(Locale.ROOT, "%08d.png", step));
  }

  /** The model of the averaged weights. */
  public Path model() {
    return root.resolve("model").resolve("model.onnx");
  }

  /** What a teacher answered. */
  public Path answers() {
    return root.resolve("answers");
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
