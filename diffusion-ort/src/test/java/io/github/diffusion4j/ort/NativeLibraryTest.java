package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ONNX Runtime takes any key of its settings in silence, so a key it does not know is an error. */
class NativeLibraryTest {
  private static final int PIECE = 1 << 24;
  private static final int LONGEST_WORD = 100;

  @Test
  void knowsTheKeysOfOurSettings() throws IOException {
    assertKnown("libonnxruntime.so", Set.of(Sessions.ALLOW_SPINNING, Sessions.SPIN_MICROSECONDS));
  }

  /** The CUDA provider refuses an unknown key, but only where there is a GPU. */
  @ParameterizedTest
  @EnumSource
  void theCudaProviderKnowsTheKeysAndSearchesOfOurSettings(Convolutions convolutions)
      throws IOException {
    Map<String, String> options =
        ExecutionProvider.cuda(0).memoryLimit(2L << 30).convolutions(convolutions).options();
    Set<String> words = new HashSet<>(options.keySet());
    words.add(options.get("cudnn_conv_algo_search"));
    assertKnown("libonnxruntime_providers_cuda.so", words);
  }

  /** Looks piece by piece for the words between zeros: the CUDA provider has 580 MB. */
  private static void assertKnown(String library, Set<String> words) throws IOException {
    String path = "/ai/onnxruntime/native/linux-x64/" + library;
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(path)) {
      assumeTrue(in != null, "this artifact of ONNX Runtime has no " + library);
      Set<String> missing = new HashSet<>(words);
      String piece = "";
      for (byte[] next = in.readNBytes(PIECE); next.length > 0; next = in.readNBytes(PIECE)) {
        String end = piece.substring(Math.max(0, piece.length() - LONGEST_WORD));
        piece = end + new String(next, StandardCharsets.ISO_8859_1);
        String seen = piece;
        missing.removeIf(word -> seen.contains("\0" + word + "\0"));
      }
      assertEquals(Set.of(), missing);
    }
  }
}
