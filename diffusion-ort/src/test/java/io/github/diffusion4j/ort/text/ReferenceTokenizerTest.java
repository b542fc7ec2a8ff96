package io.github.diffusion4j.ort.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ids of the reference library, where its archive stands beside the clone. The archive is data
 * of its authors and not part of this repository.
 */
class ReferenceTokenizerTest {
  private static final Path ARCHIVE = Path.of("../../shared/hf/clip-tokenizer.tar.xz");
  private static final System.Logger LOGGER =
      System.getLogger(ReferenceTokenizerTest.class.getName());

  @Test
  void everyTextHasTheIdsOfTheReference(@TempDir Path folder) throws IOException {
    if (!Files.exists(ARCHIVE)) {
      String reason = "not compared with the reference: no " + ARCHIVE + " beside the clone";
      LOGGER.log(System.Logger.Level.INFO, reason); // Surefire shows no reasons
      assumeTrue(false, reason);
    }
    try (LogOfTokenizers log = new LogOfTokenizers()) {
      assertEquals(0, TokenizerCheck.disagreements(unpack(folder)));
      assertFalse(log.messages().isEmpty(), "some of the texts are too long");
    }
  }

  /** Unpacks the archive; returns the folder of its vocabulary. */
  private static Path unpack(Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(ARCHIVE));
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(file))) {
      for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = entry.resolveIn(folder);
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.copy(tar, path);
        }
      }
    }
    return folder.resolve("clip-tokenizer");
  }
}
