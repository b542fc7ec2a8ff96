package io.github.diffusion4j.samples.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to be written, if it is asked for.
 *
 * @param option that names it
 * @param file where, or null if it is not asked for
 * @param ending of its name, such as {@code .png}: what is written into it
 */
record Destination(String option, @Nullable Path file, String ending) {

  /** Finds out what cannot be written before anything is generated. */
  static void check(List<Destination> files) {
    Set<Path> places = new HashSet<>();
    for (Destination each : files) {
      if (each.file != null) {
        each.checkName(files);
        if (!places.add(each.file.toAbsolutePath().normalize())) {
          throw new IllegalArgumentException(
              each.option + " " + each.file + ": another option writes this file, name a second");
        }
        Place.checkFile(each.file);
      }
    }
  }

  private void checkName(List<Destination> others) {
    String name = String.valueOf(file);
    if (Files.isDirectory(Path.of(name))) {
      throw new IllegalArgumentException(
          "%s '%s' is a folder: name a file in it".formatted(option, name));
    }
    if (endsIn(ending)) {
      return;
    }
    Optional<Destination> fitting = others.stream().filter(o -> endsIn(o.ending)).findFirst();
    throw new IllegalArgumentException(
        option
            + " '"
            + name
            + "': this option writes a file that ends in "
            + ending
            + fitting
                .map(o -> "; give " + o.option + " " + name)
                .orElse(", such as " + renamed(name)));
  }

  private String renamed(String name) {
    String stem = name.replaceFirst("\\.[^./\\\\]*$", "");
    return (stem.isEmpty() ? "out" : stem) + ending;
  }

  private boolean endsIn(String wanted) {
    return String.valueOf(file).toLowerCase(Locale.ROOT).endsWith(wanted);
  }

  /** Writes a file and says so. */
  void write(Consumer<Path> writer, PrintWriter log) {
    if (file != null) {
      writer.accept(file);
      log.println(file);
    }
  }
}
