package io.github.diffusion4j.train.data;

import static java.util.stream.Collectors.joining;

import io.github.diffusion4j.image.ImageFileReader;
import io.github.diffusion4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of images with a sub-folder for each class: the names of the sub-folders are the labels,
 * and images beside them have none. Images are what {@link ImageFileReader} reads, the first of a
 * file, upright, and become red, green and blue over white. Another size is reached by Pillow's
 * antialiased bicubic filter, after transparency went onto white.
 *
 * <p>A {@code metadata.jsonl} or {@code metadata.csv} in the folder gives the images captions by
 * their paths below it, {@code file_name} and {@code text}, as Hugging Face's ImageFolder has them.
 * In JSON Lines a text may be a list of captions, the image's own first. Images without a caption
 * then count as unusable, and so do captions without an image.
 *
 * <p>Files whose names begin with a dot are left alone. What archives and disks leave among images,
 * such as {@code __MACOSX}, {@code @eaDir} and {@code Thumbs.db}, and classes without a usable
 * image are left out with a warning.
 */
public final class ImageFolder {
  private static final System.Logger LOG = System.getLogger(ImageFolder.class.getName());

  private ImageFolder() {}

  /**
   * Reads a folder.
   *
   * @param root of images, of a sub-folder for each class, or of both
   * @param sizing of the images; empty to take the size that most of them have
   * @param unusable what to do with files that are not images or of another size
   * @return the images in the order of their paths, those without a class first; 3 x height x width
   * @throws IllegalArgumentException if there is no usable image, a class's name cannot be decoded,
   *     a line of the captions is broken or names an image again, or an image is unusable and shall
   *     be refused
   * @throws UncheckedIOException if the folder cannot be listed
   */
  public static Dataset read(Path root, Optional<Sizing> sizing, InvalidImages unusable) {
    List<Path> all = list(root);
    List<Path> classes = all.stream().filter(Files::isDirectory).toList();
    List<Path> files = new ArrayList<>(all);
    files.removeAll(classes);
    files.removeIf(ImageMetadata::isMetadata);
    classes.forEach(folder -> files.addAll(list(folder)));
    Sizing size = sizing.or(() -> ImageSizes.commonest(files)).orElse(Sizing.exactly(1, 1));
    ExampleReader intake = new ExampleReader(unusable);
    Optional<ImageMetadata> metadata = ImageMetadata.of(root);
    LabelledImages images = new LabelledImages();
    for (Path file : files) {
      Optional<List<String>> captions = captions(file, root, metadata, intake);
      captions
          .flatMap(known -> image(file, intake))
          .flatMap(image -> fitted(file, image, size, intake))
          .ifPresent(planes -> images.add(file, planes, captions.orElseThrow()));
    }
    metadata.ifPresent(lines -> lines.rejectUnused(intake));
    return Dataset.of(
        Shape.of(Pixels.CHANNELS, size.height(), size.width()),
        images.labels(classes),
        Source.unattributed(FileNames.of(root.toAbsolutePath().normalize())),
        images.examples(classes),
        intake.rejected());
  }

  /** Empty for an image that lacks the caption that others have; it is then told of. */
  private static Optional<List<String>> captions(
      Path file, Path root, Optional<ImageMetadata> metadata, ExampleReader intake) {
    if (metadata.isEmpty()) {
      return Optional.of(List.of());
    }
    Optional<List<String>> captions = metadata.get().captions(FileNames.below(root, file));
    if (captions.isEmpty()) {
      intake.reject(file.toString(), metadata.get().noCaption());
    }
    return captions;
  }

  private static Optional<float[]> fitted(
      Path file, BufferedImage image, Sizing size, ExampleReader intake) {
    if (size.fits(image)) {
      return Optional.of(Pixels.planes(image));
    }
    if (size.misfit() == Sizing.Misfit.RESIZE) {
      return Optional.of(Pixels.resized(image, size.height(), size.width()));
    }
    intake.reject(
        file.toString(),
        "it is %dx%d, not %dx%d as most; resize all to one size to use it"
            .formatted(image.getHeight(), image.getWidth(), size.height(), size.width()));
    return Optional.empty();
  }

  private static Optional<BufferedImage> image(Path file, ExampleReader intake) {
    if (Files.isDirectory(file)) {
      intake.reject(file.toString(), "it is a folder inside a class; classes have no sub-folders");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(ImageFileReader.read(in, "it"));
    } catch (IllegalArgumentException e) {
      intake.reject(file.toString(), e.getMessage() + "");
    } catch (UncheckedIOException e) {
      intake.reject(file.toString(), Objects.requireNonNullElse(e.getCause(), e).getMessage() + "");
    } catch (IOException e) {
      intake.reject(file.toString(), "it cannot be read: " + e);
    }
    return Optional.empty();
  }

  /** The contents of a folder without hidden files; other debris is logged. */
  private static List<Path> list(Path folder) {
    List<Path> inside;
    try (Stream<Path> files = Files.list(folder)) {
      inside = files.filter(file -> !FileNames.isHidden(file)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    List<Path> debris = inside.stream().filter(FileNames::isDebris).toList();
    if (!debris.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "left out of {0}: {1}, which systems and archives leave beside images",
          folder,
          debris.stream().map(FileNames::of).collect(joining(", ")));
    }
    return inside.stream().filter(file -> !debris.contains(file)).toList();
  }
}
