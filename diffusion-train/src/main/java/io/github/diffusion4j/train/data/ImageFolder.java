package io.github.diffusion4j.train.data;

import com.google.common.io.MoreFiles;
import io.github.diffusion4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A folder of pictures with a sub-folder for each class: the names of the sub-folders are the
 * labels. Pictures are anything that {@link ImageIO} reads, and become red, green and blue over
 * white. Files whose names begin with a dot are left alone.
 */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * Reads a folder.
   *
   * @param root with a sub-folder for each class
   * @param sizing of the pictures; empty to take that of the first picture that can be read
   * @param unusable what to do with files that are no picture or of another size
   * @return the pictures in the order of their paths, 3 x height x width
   * @throws IllegalArgumentException if there is no sub-folder or no usable picture, or a picture
   *     is unusable and shall be refused
   * @throws UncheckedIOException if the folder cannot be listed
   */
  public static Dataset read(Path root, Optional<Sizing> sizing, Unusable unusable) {
    List<Path> classes = list(root).stream().filter(Files::isDirectory).toList();
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          root + " has no sub-folders: put the pictures of each class into one of its name");
    }
    Intake intake = new Intake(unusable);
    List<Example> examples = new ArrayList<>();
    Optional<Sizing> size = sizing;
    for (int label = 0; label < classes.size(); label++) {
      for (Path file : list(classes.get(label))) {
        Optional<BufferedImage> image = image(file, intake);
        if (image.isPresent()) {
          size = size.or(() -> Optional.of(sizeOf(image.get())));
          Optional<float[]> picture = fitted(file, image.get(), size.orElseThrow(), intake);
          float[] context = new float[classes.size()];
          context[label] = 1;
          String name = MoreFiles.getNameWithoutExtension(file);
          picture.ifPresent(planes -> examples.add(new Example(name, planes, context)));
        }
      }
    }
    Source source = Source.unattributed(root.toAbsolutePath().normalize().getFileName() + "");
    List<String> labels = classes.stream().map(c -> c.getFileName().toString()).toList();
    Shape shape =
        size.map(s -> Shape.of(Pixels.CHANNELS, s.height(), s.width())).orElse(Shape.of(1));
    return Dataset.of(shape, labels, source, examples, intake.rejected());
  }

  private static Sizing sizeOf(BufferedImage image) {
    return Sizing.exactly(image.getHeight(), image.getWidth());
  }

  private static Optional<float[]> fitted(
      Path file, BufferedImage image, Sizing size, Intake intake) {
    if (size.fits(image)) {
      return Optional.of(Pixels.planes(image));
    }
    if (size.misfit() == Sizing.Misfit.RESIZE) {
      return Optional.of(Pixels.planes(Pixels.resized(image, size.height(), size.width())));
    }
    intake.reject(
        file.toString(),
        "it is %dx%d, not %dx%d"
            .formatted(image.getHeight(), image.getWidth(), size.height(), size.width()));
    return Optional.empty();
  }

  private static Optional<BufferedImage> image(Path file, Intake intake) {
    @Nullable BufferedImage image;
    try (InputStream in = Files.newInputStream(file)) {
      image = ImageIO.read(in);
    } catch (IOException | RuntimeException e) { // readers of ImageIO throw both at damaged files
      intake.reject(file.toString(), "it is damaged: " + e);
      return Optional.empty();
    }
    if (image == null) {
      intake.reject(file.toString(), "it is no picture that Java reads");
    }
    return Optional.ofNullable(image);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
