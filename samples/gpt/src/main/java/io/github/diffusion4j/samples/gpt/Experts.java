package io.github.diffusion4j.samples.gpt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diffusion4j.DiffusionPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The models at hand, as experts. */
public final class Experts {
  private static final List<String> DESCRIBED = List.of("icons16", "icons16-turbo", "emoji64");

  private Experts() {}

  /**
   * The shipped models that are on the class path.
   *
   * @return their experts
   */
  public static List<Expert> shipped() {
    return DESCRIBED.stream()
        .filter(Experts::isThere)
        .map(name -> resource("experts/" + name))
        .toList();
  }

  private static boolean isThere(String name) {
    String folder = "/META-INF/diffusion4j/" + name + "/";
    return Stream.of(name + ".onnx", "model_index.json")
        .anyMatch(file -> Experts.class.getResource(folder + file) != null);
  }

  /**
   * The experts of a folder, by name: a file whose name ends with {@code expert.properties}
   * describes one, in this folder or in that of its model; other models are opened, and their cards
   * asked.
   *
   * @param folder of models
   * @return their experts
   * @throws IllegalArgumentException if it is no folder, holds no model, or a description is wrong
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Expert> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + ": no such folder; give one that holds models");
    }
    List<Expert> experts;
    try (Stream<Path> files = Files.list(folder)) {
      experts = files.sorted().flatMap(file -> expert(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
    if (experts.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no model and no file that ends with %s; give a folder that holds models"
              .formatted(folder, ExpertFile.NAME));
    }
    return experts;
  }

  private static Optional<Expert> expert(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      Path described = file.resolve(ExpertFile.NAME);
      return Optional.of(Files.exists(described) ? ExpertFile.read(described) : ofCard(file));
    }
    if (name.endsWith(ExpertFile.NAME)) {
      return Optional.of(ExpertFile.read(file));
    }
    return name.endsWith(".onnx") ? Optional.of(ofCard(file)) : Optional.empty();
  }

  private static Expert ofCard(Path model) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(model)) {
      return ExpertFile.of(pipeline.card(), ModelPlace.at(model));
    }
  }

  /** A description among the resources of this package. */
  static Expert resource(String name) {
    String file = name + ".properties";
    try (InputStream in = Objects.requireNonNull(Experts.class.getResourceAsStream(file), file);
        Reader reader = new InputStreamReader(in, UTF_8)) {
      return ExpertFile.read(file, reader, Path.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
