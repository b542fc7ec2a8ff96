package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** ONNX Runtime takes any key of its settings in silence, so a key it does not know is an error. */
class NativeLibraryTest {

  @Test
  void knowsTheKeysOfOurSettings() throws IOException {
    String library = "/ai/onnxruntime/native/linux-x64/libonnxruntime.so";
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(library)) {
      assumeTrue(in != null, "no library for Linux in this artifact");
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(text.contains("\0" + Sessions.ALLOW_SPINNING + "\0"));
      assertTrue(text.contains("\0" + Sessions.SPIN_MICROSECONDS + "\0"));
    }
  }
}
