package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;

/**
 * What is read of a model file before ONNX Runtime sees it.
 *
 * @param size in bytes
 * @param sha256 of its bytes, in hexadecimal; empty if it was not computed
 * @param start its first bytes, as ASCII
 * @param found what stands in it
 */
record FileInfo(long size, String sha256, String start, OnnxScan.Found found) {
  private static final int START = 32;

  /** Without the hash, so that weights are not read. */
  static FileInfo unhashed(ModelFile file) {
    try (InputStream in = new BufferedInputStream(bytes(file), 1 << 16)) {
      in.mark(START);
      byte[] start = in.readNBytes(START);
      in.reset();
      long size = size(file);
      return new FileInfo(
          size, "", new String(start, StandardCharsets.US_ASCII), OnnxScan.of(in, size));
    } catch (IOException e) {
      throw new UncheckedIOException(
          file.name() + ": this model cannot be read; give a file you may read", e);
    }
  }

  static FileInfo of(ModelFile file) {
    try (InputStream bytes = bytes(file);
        HashedStream digesting = new HashedStream(bytes);
        InputStream in = new BufferedInputStream(digesting, 1 << 16)) {
      in.mark(START);
      byte[] start = in.readNBytes(START);
      in.reset();
      long size = size(file);
      OnnxScan.Found found = OnnxScan.of(in, size);
      in.transferTo(OutputStream.nullOutputStream());
      return new FileInfo(
          size,
          HexFormat.of().formatHex(digesting.getMessageDigest().digest()),
          new String(start, StandardCharsets.US_ASCII),
          found);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file.name() + ": this model cannot be read; give a file you may read", e);
    }
  }

  private static long size(ModelFile file) throws IOException {
    return file instanceof ModelFile.OnDisk onDisk
        ? Files.size(onDisk.path())
        : ((ModelFile.InMemory) file).bytes().length;
  }

  private static InputStream bytes(ModelFile file) throws IOException {
    return file instanceof ModelFile.OnDisk onDisk
        ? Files.newInputStream(onDisk.path())
        : new ByteArrayInputStream(((ModelFile.InMemory) file).bytes());
  }
}
