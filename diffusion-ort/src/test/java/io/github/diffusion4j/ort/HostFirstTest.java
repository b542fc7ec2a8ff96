package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Applications that do other things with ONNX Runtime, or leave without closing. */
class HostFirstTest {

  @Test
  void theEnvironmentMayBeTheHosts() throws Exception {
    assertEquals("same true", new ChildJvm().run("environment"));
  }

  @Test
  void leavingWithoutClosingIsNoCrash() throws Exception {
    assertEquals("leaving", new ChildJvm().run("leave"));
  }
}
