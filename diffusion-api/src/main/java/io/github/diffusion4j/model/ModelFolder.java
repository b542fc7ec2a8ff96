package io.github.diffusion4j.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of components on disk. Nothing outside of it is read. */
record ModelFolder(Path folder) implements ModelSource {

  static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve(INDEX));
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public Optional<ModelFile> component(String role) {
    Path component = inside(role);
    return role.equals(NETWORK) || !Files.isDirectory(component)
        ? Optional.empty()
        : ModelFinder.inComponent(component);
  }

  @Override
  public Optional<byte[]> read(String file) {
    Path path = inside(file);
    try {
      return Files.isDirectory(path) ? Optional.empty() : Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read; give a file you may read", e);
    }
  }

  /** A path of the folder, which a file of a stranger may have chosen. */
  private Path inside(String name) {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new IllegalArgumentException(
          "%s: '%s' leads out of the folder; name files below it".formatted(folder, name));
    }
    return path;
  }

  @Override
  public String nameOf(String file) {
    return folder.resolve(file).toString();
  }
}
