package io.github.diffusion4j.train.data;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.train.OtherJava;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets are the same in a locale that knows ASCII alone, as containers have. */
class LocaleTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  @Test
  void namesOutsideAsciiAreReadInTheCLocale() throws IOException, InterruptedException {
    String names = System.getProperty("sun.jnu.encoding", "UTF-8");
    assumeTrue(Charset.forName(names).newEncoder().canEncode("é日"), "cannot make such a folder");
    for (String name : List.of("abc/é", "é/ü", "ü/é", "日本/x")) {
      Png.write(root.resolve(name + ".png"), new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB));
    }
    String expected = description(root);
    String printed = OtherJava.run(Map.of("LC_ALL", "C", "LANG", "C"), Reading.class, root);
    assertTrue(printed.endsWith(expected + "exit 0"), printed + " instead of " + expected);
  }

  /** Labels and fingerprint, in ASCII. */
  private static String description(Path root) {
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.REFUSE);
    StringBuilder text = new StringBuilder();
    String.join(",", data.labels()).chars().forEach(c -> text.append(c).append(' '));
    return text.append(data.fingerprint()).append(' ').toString();
  }

  /** Prints what it reads. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) {
      System.out.print(description(Path.of(arguments[0])));
    }
  }
}
