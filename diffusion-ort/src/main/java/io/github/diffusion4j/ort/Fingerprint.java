package io.github.diffusion4j.ort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identifies all weights of a model: the SHA-256 of its file, or, where weights lie in other files,
 * one over the SHA-256 of each. Those may be large, so they are read when somebody asks first, and
 * not at all if they were changed since the model was opened, for then nobody knows.
 *
 * <p>Thread-safe.
 */
final class Fingerprint {
  private final String ofModel;
  private final Map<String, Part> parts = new TreeMap<>();
  private @Nullable String text;

  /**
   * Notes what the files are now.
   *
   * @param ofModel SHA-256 of the model file
   * @param external the other files by the names that the model has for them
   */
  Fingerprint(String ofModel, Map<String, Path> external) {
    this.ofModel = ofModel;
    external.forEach((location, file) -> parts.put(location, Part.of(file)));
  }

  synchronized String text() {
    if (text == null) {
      text = parts.isEmpty() ? ofModel : ofAll();
    }
    return text;
  }

  private String ofAll() {
    MessageDigest digest = Sha256.digest();
    digest.update(ofModel.getBytes(StandardCharsets.US_ASCII));
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      Optional<String> sha256 = part.getValue().sha256();
      if (sha256.isEmpty()) {
        return "unknown: %s was changed or removed after the model was opened"
            .formatted(part.getValue().file());
      }
      digest.update((sha256.get() + part.getKey() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private record Part(Path file, long size, FileTime modified) {
    static Part of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Part(file, now.size(), now.lastModifiedTime());
      } catch (IOException e) {
        throw new UncheckedIOException(file + ": these weights cannot be read", e);
      }
    }

    Optional<String> sha256() {
      try {
        String sha256 = equals(of(file)) ? Sha256.of(file) : "";
        return equals(of(file)) ? Optional.of(sha256) : Optional.empty();
      } catch (IOException | UncheckedIOException e) {
        return Optional.empty();
      }
    }
  }
}
