package io.github.diffusion4j.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private final Path folder;

  AtomicFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThereAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    var e =
        assertThrows(
            UncheckedIOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('n');
                      out.flush();
                      throw new IOException("disk full");
                    }));
    String message = Objects.requireNonNull(e.getMessage());
    assertTrue(message.contains(file.toString()) && message.contains("disk full"), message);
    assertEquals("old", Files.readString(file));
    assertAlone(file);
  }

  @Test
  void missingFoldersAreMadeAndFilesReplaced() throws IOException {
    Path file = folder.resolve("some/folders/a.txt");
    AtomicFile.write(file, out -> out.write('1'));
    AtomicFile.write(file, out -> out.write('2'));
    assertEquals("2", Files.readString(file));
    assertAlone(file);
  }

  @Test
  void aFolderIsNoFile() {
    var e =
        assertThrows(
            UncheckedIOException.class, () -> AtomicFile.write(folder, out -> out.write('1')));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains(folder.toString()));
    assertTrue(Files.isDirectory(folder));
  }

  private static void assertAlone(Path file) throws IOException {
    try (Stream<Path> files = Files.list(Objects.requireNonNull(file.getParent()))) {
      assertEquals(1, files.count());
    }
  }
}
