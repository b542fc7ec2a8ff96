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
 * labels, and pictures beside them have none. Pictures are anything that {@link ImageIO} reads, the
 * first frame of an animation, and become red, green and blue over white. Files whose names begin
 * with a dot are left alone.
 */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * Reads a folder.
   *
   * @param root of pictures, of a sub-folder for each class, or of both
   * @param sizing of the pictures; empty to take the size that most of them have
   * @param unusable what to do with files that are no picture or of another size
   * @return the pictures in the order of their paths, those without a class first; 3 x height x
   *     width
   * @throws IllegalArgumentException if there is no usable picture, or a picture is unusable and
   *     shall be refused
   * @throws UncheckedIOException if the folder cannot be listed
   */
  public static Dataset read(Path root, Optional<Sizing> sizing, Unusable unusable) {
    List<Path> classes = list(root).stream().filter(Files::isDirectory).toList();
    List<Path> files = new ArrayList<>(list(root));
    files.removeAll(classes);
    classes.forEach(folder -> files.addAll(list(folder)));
    Sizing size = sizing.or(() -> PictureSizes.commonest(files)).orElse(Sizing.exactly(1, 1));
    Intake intake = new Intake(unusable);
    List<Example> examples = new ArrayList<>();
    for (Path file : files) {
      float[] context = new float[classes.size()];
      int label = classes.indexOf(file.getParent());
      if (label >= 0) {
        context[label] = 1;
      }
      image(file, intake)
          .flatMap(image -> fitted(file, image, size, intake))
          .ifPresent(
              planes ->
                  examples.add(
                      new Example(MoreFiles.getNameWithoutExtension(file), planes, context)));
    }
    return Dataset.of(
        Shape.of(Pixels.CHANNELS, size.height(), size.width()),
        classes.stream().map(folder -> folder.getFileName().toString()).toList(),
        Source.unattributed(root.toAbsolutePath().normalize().getFileName() + ""),
        examples,
        intake.rejected());
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
        "it is %dx%d, not %dx%d as most; resize all to one size to use it"
            .formatted(image.getHeight(), image.getWidth(), size.height(), size.width()));
    return Optional.empty();
  }

  private static Optional<BufferedImage> image(Path file, Intake intake) {
    @Nullable BufferedImage image;
    if (Files.isDirectory(file)) {
      intake.reject(file.toString(), "it is a folder inside a class; classes have no sub-folders");
      return Optional.empty();
    }
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
