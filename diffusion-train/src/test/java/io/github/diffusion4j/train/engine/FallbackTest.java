package io.github.diffusion4j.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens where oneDNN is wrong, seen on a machine where it is right. */
class FallbackTest {
  /** oneDNN tells on its standard output what it computes. */
  private static final Map<String, String> VERBOSE = Map.of("ONEDNN_VERBOSE", "1");

  @Test
  void theEnginesOwnConvolutionsTakeOverAndAreRight() throws IOException, InterruptedException {
    List<String> lines = OwnJvm.lines(Fallen.class, VERBOSE);

    assertTrue(lines.contains("NATIVE, 0 wrong"), lines::toString);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("a fault of the test")), "the log tells");
  }

  @Test
  void oneDnnHasNoPartInThem() throws IOException, InterruptedException {
    List<String> lines = OwnJvm.lines(Fallen.class, VERBOSE);

    int begin = lines.indexOf("computing");
    assumeTrue(lines.subList(0, begin).stream().anyMatch(FallbackTest::isOneDnn), "has it at all");
    assertFalse(lines.subList(begin, lines.size()).stream().anyMatch(FallbackTest::isOneDnn));
  }

  @Test
  void anEngineThatStaysWrongIsRefusedEachTime() throws IOException, InterruptedException {
    List<String> lines = OwnJvm.lines(Refused.class, Map.of());

    String expected =
        "java.lang.IllegalStateException: the convolutions of PyTorch \\S+ are wrong on this machine"
            + " \\(a fault of the test\\), and switching oneDNN off does not help; .*SSE41.*";
    assertEquals(2, lines.stream().filter(line -> line.matches(expected)).count(), lines::toString);
  }

  private static boolean isOneDnn(String line) {
    return line.startsWith("onednn_verbose") && line.contains("convolution");
  }

  /** Uses an engine whose oneDNN was found wrong. */
  static final class Fallen {
    private Fallen() {}

    public static void main(String[] arguments) {
      WrongOneDnn.start();
      System.out.println("computing");
      List<String> wrong = ConvolutionTwin.wrong(ConvolutionTwin.cases(100_000));
      System.out.println(TorchEngine.start().convolutions() + ", " + wrong.size() + " wrong");
    }
  }

  /** Tries twice. */
  static final class Refused {
    private Refused() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          WrongOneDnn.startWithoutHope();
        } catch (IllegalStateException e) {
          System.out.println(e);
        }
      }
    }
  }
}
