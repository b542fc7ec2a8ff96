package io.github.diffusion4j.samples.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of files as arguments. */
final class FileName implements ITypeConverter<Path> {

  @Override
  public Path convert(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(refusal(e));
    }
  }

  /** What to say of a name that the system cannot have. */
  static String refusal(InvalidPathException e) {
    return "'%s' is no name of a file on this system in this locale; LC_ALL=C.UTF-8 allows every letter"
        .formatted(e.getInput());
  }
}
