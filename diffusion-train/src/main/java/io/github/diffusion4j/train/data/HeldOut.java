package io.github.diffusion4j.train.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.math.BigInteger;

/**
 * The split, the same everywhere: an image is held out when the SHA-256 of its name, read as a
 * big-endian integer, is 0 modulo 10. It depends on nothing but the name, so an image never changes
 * sides when others come or go.
 */
public final class HeldOut {
  private static final BigInteger PARTS = BigInteger.TEN;

  private HeldOut() {}

  /**
   * Whether an image is never trained on.
   *
   * @param name of the image, a file's without folder and ending
   * @return true for about one name in ten
   */
  public static boolean contains(String name) {
    byte[] hash = Hashing.sha256().hashString(name, UTF_8).asBytes();
    return new BigInteger(1, hash).mod(PARTS).signum() == 0;
  }
}
