package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.ArrayFiles;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.evaluate.Evaluator;
import io.github.diffusion4j.train.evaluate.PictureValues;
import io.github.diffusion4j.train.evaluate.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Pictures that are there already, from wherever. */
final class ImageFiles {
  @Option(
      names = "--pictures",
      paramLabel = "FILE.npy|DIR",
      description = {
        "Pictures as an array [n,c,h,w], or a folder of PNG files. May stand several times.",
        "Arrays hold 0 to 255, unless --range says other values of black and white."
      })
  private List<Path> files = List.of();

  @Option(
      names = "--asked",
      paramLabel = "CONTEXT",
      description = {
        "Labels that these pictures were asked to show, such as folder,plus.",
        "One for all, or one for each --pictures in turn; '' where nothing is known."
      })
  private List<String> asked = List.of();

  boolean isEmpty() {
    return files.isEmpty();
  }

  List<Scores> measure(Evaluator evaluator, Dataset data, ValueRange range) {
    if (asked.size() > 1 && asked.size() != files.size()) {
      throw new IllegalArgumentException(
          "%d --asked for %d --pictures: give one for all, or one for each"
              .formatted(asked.size(), files.size()));
    }
    ContextSpec labels = ContextSpec.labels(data.labels());
    List<Scores> scores = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      Tensor pictures =
          Files.isDirectory(file) ? folder(file, data.shape()) : array(file, data.shape(), range);
      ContextVector context = Contexts.one(asked(i), labels);
      scores.add(
          evaluator.measure(
              file.getFileName().toString(),
              pictures,
              Collections.nCopies(pictures.rows(), context)));
    }
    return scores;
  }

  private String asked(int file) {
    return asked.isEmpty() ? "" : asked.get(asked.size() == 1 ? 0 : file);
  }

  private static Tensor array(Path file, Shape shape, ValueRange range) {
    Npy array = FileInputs.array(file);
    List<Integer> dimensions = array.dimensions();
    if (dimensions.size() != 4 || !dimensions.subList(1, 4).equals(shape.dimensions())) {
      throw new IllegalArgumentException(
          "%s has shape %s: pictures of these data are [n, %s]"
              .formatted(file, dimensions, shape.toString().replace("x", ", ")));
    }
    float[] values = array.floats();
    ArrayFiles.checkRange(file, values, range);
    return PictureValues.of(Tensor.wrap(shape, values), range);
  }

  /** Not what systems and archives hide beside pictures, such as ._1.png. */
  private static boolean isPng(Path file) {
    String name = file.getFileName() + "";
    return name.endsWith(".png") && !name.startsWith(".");
  }

  private static Tensor folder(Path folder, Shape shape) {
    PictureFormat format = new PictureFormat(shape, ValueRange.SYMMETRIC);
    List<Path> pictures;
    try (Stream<Path> inside = Files.list(folder)) {
      pictures = inside.filter(ImageFiles::isPng).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(folder + " holds no PNG file");
    }
    Tensor all = Tensor.zeros(pictures.size(), shape);
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(format.read(pictures.get(i)), 0, all.data(), i * shape.size(), shape.size());
    }
    return all;
  }
}
