package io.github.diffusion4j.ort;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** A stream whose digest counts what is skipped, too. */
final class HashedStream extends DigestInputStream {
  private final byte[] skipped = new byte[1 << 16];

  HashedStream(InputStream in) {
    super(in, Sha256.digest());
  }

  @Override
  public long skip(long count) throws IOException {
    return Math.max(0, read(skipped, 0, (int) Math.min(skipped.length, count)));
  }
}
