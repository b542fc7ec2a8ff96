package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One byte of a graph that is changed in memory when it is opened; the file stays as it is.
 *
 * @param at its place; negative for no change
 * @param value the new byte
 */
record GraphPatch(long at, byte value) {
  static final GraphPatch NONE = new GraphPatch(-1, (byte) 0);

  boolean changesNothing() {
    return at < 0;
  }

  /** The changed graph, of which only what is read comes into memory. */
  ByteBuffer apply(ModelFile file) {
    if (file instanceof ModelFile.InMemory memory) {
      ByteBuffer copy = ByteBuffer.allocateDirect(memory.bytes().length);
      copy.put(memory.bytes()).flip();
      return copy.put((int) at, value);
    }
    Path path = ((ModelFile.OnDisk) file).path();
    try {
      return changed(path).put((int) at, value);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file.name() + ": this model cannot be read; give a file you may read", e);
    }
  }

  private static ByteBuffer changed(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.PRIVATE, 0, channel.size()); // nothing is written
    } catch (FileSystemException e) { // not ours to write, or a read-only mount
      return copyOf(path);
    }
  }

  private static ByteBuffer copyOf(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer copy = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
      while (copy.hasRemaining() && channel.read(copy) >= 0) {}
      return copy.flip();
    }
  }
}
