package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is read of a model file before ONNX Runtime sees it.
 *
 * @param size in bytes
 * @param sha256 of its bytes, in hexadecimal
 * @param start its first bytes, as ASCII
 */
record FileFacts(long size, String sha256, String start) {
  private static final int START = 32;
  private static final int CHUNK = 1 << 16;

  static FileFacts of(ModelFile file) {
    try (InputStream in = bytes(file)) {
      byte[] start = in.readNBytes(START);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(start);
      long size = start.length;
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        size += read;
      }
      return new FileFacts(
          size,
          HexFormat.of().formatHex(digest.digest()),
          new String(start, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(
          file.name() + ": this model cannot be read; give a file you may read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static InputStream bytes(ModelFile file) throws IOException {
    return file instanceof ModelFile.OnDisk onDisk
        ? Files.newInputStream(onDisk.path())
        : new ByteArrayInputStream(((ModelFile.InMemory) file).bytes());
  }
}
