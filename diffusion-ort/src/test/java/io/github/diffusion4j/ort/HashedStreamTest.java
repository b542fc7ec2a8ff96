package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A file is hashed whole, however it is gone through. */
class HashedStreamTest {

  @Property(tries = 100)
  void whatIsSkippedCounts(
      @ForAll @Size(max = 8) List<@IntRange(min = -200_000, max = 200_000) Integer> moves)
      throws IOException {
    byte[] bytes = new byte[1_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 1000);
    }
    try (HashedStream hashed = new HashedStream(new ByteArrayInputStream(bytes));
        InputStream in = new BufferedInputStream(hashed, 1 << 16)) {
      int left = bytes.length;
      for (int move : moves) {
        int count = Math.min(left, Math.abs(move));
        if (move < 0) {
          in.skipNBytes(count);
        } else {
          in.readNBytes(count);
        }
        left -= count;
      }
      in.skipNBytes(left);
      assertEquals(Sha256.of(bytes), HexFormat.of().formatHex(hashed.getMessageDigest().digest()));
    }
  }
}
