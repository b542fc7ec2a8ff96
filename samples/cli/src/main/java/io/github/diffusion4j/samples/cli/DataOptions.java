package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.ArrayFiles;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.data.Sizing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is trained on. */
final class DataOptions {
  private static final System.Logger LOG = System.getLogger(DataOptions.class.getName());
  private static final String DATA = "--data";
  private static final String ICONS = "icons";
  private static final String ICONS_BOTH = "icons-both";
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

  @Option(
      names = DATA,
      paramLabel = "DATA",
      description = {
        "icons; icons-both, with and without shadow; a folder of images with a sub-folder a",
        "class, and captions in metadata.jsonl or metadata.csv (file_name, text) if they have any;",
        "or IMAGES.npy,LABELS.npy.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String data = ICONS;

  @Option(
      names = "--resize",
      paramLabel = "HxW",
      description = "Make all images of a folder this size.")
  private @Nullable String resize;

  @Option(names = "--grey", description = "Train on one channel, the brightness.")
  private boolean grey;

  @Option(
      names = "--range",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "LOW,HIGH",
      description = "Values of black and white in an array. Default: 0,255.")
  private List<Float> range = List.of(0f, 255f);

  @Option(
      names = "--leave-out",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "LABEL+LABEL,...",
      description = "Combinations of labels that are never trained on, such as folder+plus.")
  private List<String> excludedCombinations = List.of();

  @Option(
      names = "--strict",
      description = "Refuse images that are damaged or of another size, instead of skipping them.")
  private boolean strict;

  Dataset read() {
    Dataset whole = whole();
    if (!grey && whole.isGreyInColour()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "all images are grey, and train as red, green and blue; --grey makes it one channel");
    }
    return (grey ? whole.grey() : whole)
        .leavingOut(
            excludedCombinations.stream().map(labels -> List.of(labels.split("\\+", -1))).toList());
  }

  private Dataset whole() {
    Optional<Sizing> sizing = sizing();
    ValueRange blackAndWhite = blackAndWhite();
    InvalidImages unusable = strict ? InvalidImages.REFUSE : InvalidImages.SKIP;
    if (isIcons()) {
      return Icons.load(Icons.Style.SHADOWLESS);
    }
    if (data.equals(ICONS_BOTH)) {
      return Icons.loadBoth();
    }
    String[] parts = data.split(",", -1);
    if (parts.length == 2) {
      Path images = file(parts[0]);
      Path labels = file(parts[1]);
      return FileInputs.of(() -> ArrayFiles.read(images, labels, blackAndWhite, unusable));
    }
    if (data.isBlank() || !Files.isDirectory(Path.of(data))) {
      throw new IllegalArgumentException(
          "--data " + data + ": no such folder; give icons, a folder, or IMAGES.npy,LABELS.npy");
    }
    return FileInputs.of(() -> ImageFolder.read(Path.of(data), sizing, unusable));
  }

  /** The value of an option, such that it means the same wherever it is read. */
  static String absolute(String option, String value) {
    return option.equals(DATA) && !value.equals(ICONS) && !value.equals(ICONS_BOTH)
        ? Arrays.stream(value.split(",", -1))
            .map(part -> part.isBlank() ? part : Path.of(part).toAbsolutePath().toString())
            .collect(Collectors.joining(","))
        : value;
  }

  /** Whether it is the icons that are asked for. */
  boolean isIcons() {
    return data.equals(ICONS);
  }

  private Optional<Sizing> sizing() {
    if (resize == null) {
      return Optional.empty();
    }
    Matcher size = SIZE.matcher(resize);
    if (!size.matches()) {
      throw new IllegalArgumentException("--resize " + resize + ": height x width, such as 16x16");
    }
    return Optional.of(
        Sizing.resizedTo(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))));
  }

  /** The values of black and white in arrays. */
  ValueRange blackAndWhite() {
    if (range.size() != 2) {
      throw new IllegalArgumentException("--range " + range + ": two numbers, such as 0,255");
    }
    return new ValueRange(range.get(0), range.get(1));
  }

  private static Path file(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("--data: " + name + ": no such file");
    }
    return file;
  }
}
