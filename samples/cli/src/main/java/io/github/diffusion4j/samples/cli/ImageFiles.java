package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.ArrayFiles;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.evaluate.Evaluator;
import io.github.diffusion4j.train.evaluate.ImageValues;
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

/** Images that are there already, from wherever. */
final class ImageFiles {
  @Option(
      names = "--pictures",
      paramLabel = "FILE.npy|DIR",
      description = {
        "Images as an array [n,c,h,w], or a folder of PNG files. May stand several times.",
        "Arrays hold 0 to 255, unless --range says other values of black and white."
      })
  private List<Path> files = List.of();

  @Option(
      names = "--expected",
      paramLabel = "CONTEXT",
      description = {
        "Labels that these images were asked to show, such as folder,plus.",
        "One for all, or one for each --pictures in turn; '' where nothing is known."
      })
  private List<String> expected = List.of();

  boolean isEmpty() {
    return files.isEmpty();
  }

  List<Scores> measure(Evaluator evaluator, Dataset data, ValueRange range) {
    if (expected.size() > 1 && expected.size() != files.size()) {
      throw new IllegalArgumentException(
          "%d --expected for %d --pictures: give one for all, or one for each"
              .formatted(expected.size(), files.size()));
    }
    ContextSpec labels = ContextSpec.labels(data.labels());
    List<Scores> scores = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      Tensor images =
          Files.isDirectory(file) ? folder(file, data.shape()) : array(file, data.shape(), range);
      ContextVector context = Contexts.one(expected(i), labels);
      scores.add(
          evaluator.measure(
              file.getFileName().toString(), images, Collections.nCopies(images.rows(), context)));
    }
    return scores;
  }

  private String expected(int file) {
    return expected.isEmpty() ? "" : expected.get(expected.size() == 1 ? 0 : file);
  }

  private static Tensor array(Path file, Shape shape, ValueRange range) {
    Npy array = FileInputs.array(file);
    List<Integer> dimensions = array.dimensions();
    if (dimensions.size() != 4 || !dimensions.subList(1, 4).equals(shape.dimensions())) {
      throw new IllegalArgumentException(
          "%s has shape %s: images of these data are [n, %s]"
              .formatted(file, dimensions, shape.toString().replace("x", ", ")));
    }
    float[] values = array.floats();
    ArrayFiles.checkRange(file, values, range);
    return ImageValues.of(Tensor.wrap(shape, values), range);
  }

  /** Not what systems and archives hide beside images, such as ._1.png. */
  private static boolean isPng(Path file) {
    String name = file.getFileName() + "";
    return name.endsWith(".png") && !name.startsWith(".");
  }

  private static Tensor folder(Path folder, Shape shape) {
    ImageFormat format = new ImageFormat(shape, ValueRange.SYMMETRIC);
    List<Path> images;
    try (Stream<Path> inside = Files.list(folder)) {
      images = inside.filter(ImageFiles::isPng).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
    if (images.isEmpty()) {
      throw new IllegalArgumentException(folder + " holds no PNG file");
    }
    Tensor all = Tensor.zeros(images.size(), shape);
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(format.read(images.get(i)), 0, all.data(), i * shape.size(), shape.size());
    }
    return all;
  }
}
