package io.github.diffusion4j;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.diffusion4j.model.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that were read last, as long as their files stay what they were.
 *
 * <p>Thread-safe.
 */
final class AdapterCache {
  private static final int KEPT = 8;

  private final Function<Path, Adapter> opener;
  private final Cache<State, Adapter> kept = CacheBuilder.newBuilder().maximumSize(KEPT).build();

  /** A file at a time. */
  private record State(Path file, long size, FileTime modified) {
    static State of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(file.toAbsolutePath(), now.size(), now.lastModifiedTime());
      } catch (IOException e) {
        throw new UncheckedIOException(
            file + ": this adapter cannot be read; give a file you may read", e);
      }
    }
  }

  AdapterCache(Function<Path, Adapter> opener) {
    this.opener = opener;
  }

  Adapter get(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + ": there is no such file; give the path of an adapter");
    }
    State state = State.of(file);
    @Nullable Adapter found = kept.getIfPresent(state);
    if (found == null) {
      found = opener.apply(file);
      kept.put(state, found);
    }
    return found;
  }
}
