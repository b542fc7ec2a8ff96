package io.github.diffusion4j.samples.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The distribution of this build, unpacked as tar does. */
final class Unpacked {
  private static final int OWNER_MAY_RUN = 0100;

  private Unpacked() {}

  /** Returns the folder that was in the archive. */
  static Path into(Path folder) throws IOException {
    Path archive = Path.of(System.getProperty("distribution") + ".tar.gz");
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          if ((entry.getMode() & OWNER_MAY_RUN) != 0 && !target.toFile().setExecutable(true)) {
            throw new IOException(target + " cannot be made executable");
          }
        }
      }
    }
    return folder.resolve("diffusion-" + System.getProperty("version"));
  }
}
