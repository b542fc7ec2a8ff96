package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.lora.AdapterFile;
import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.Adapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX Runtime holds of adapters is bounded, and never freed while it is in use. */
class OpenAdaptersTest {
  private final OpenAdapters open;
  private final Adapter adapter;

  OpenAdaptersTest(@TempDir Path folder) throws IOException {
    Environment.get();
    long width = LoraGraph.WIDTH;
    float[] values = LoraGraph.random(1, LoraGraph.WIDTH);
    Path file =
        Files.write(
            folder.resolve("ink.onnx_adapter"),
            AdapterFile.bytes(
                List.of(
                    AdapterTensor.of(LoraGraph.DOWN, List.of(width, 1L), values),
                    AdapterTensor.of(LoraGraph.UP, List.of(1L, width), values))));
    float[] weight = LoraGraph.random(2, LoraGraph.WIDTH * LoraGraph.WIDTH);
    open =
        new OpenAdapters(
            Factors.of("m", FileInfo.unhashed(LoraGraph.withDefaults(weight)).found()));
    adapter = AdapterReader.read(file, open.factors());
  }

  private OpenAdapters.Lease lend(double strength) {
    return open.lend(List.of(new ActiveAdapter(adapter, strength)));
  }

  private static void activate(OrtLoraAdapter lent) throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      options.addActiveLoraAdapter(lent);
    }
  }

  @Test
  void onlyTheLastAreKept() throws OrtException {
    OrtLoraAdapter first;
    try (OpenAdapters.Lease lease = lend(1)) {
      first = lease.adapter().orElseThrow();
      activate(first);
    }
    for (int i = 2; i < 12; i++) {
      lend(i).close();
    }
    assertEquals(4, open.size());
    assertThrows(IllegalStateException.class, () -> activate(first));
    open.close();
    assertEquals(0, open.size());
  }

  @Test
  void whatIsInUseStaysOpen() throws OrtException {
    try (OpenAdapters.Lease kept = lend(1);
        OpenAdapters.Lease twice = lend(1)) {
      assertSame(kept.adapter().orElseThrow(), twice.adapter().orElseThrow());
      for (int i = 2; i < 12; i++) {
        lend(i).close();
      }
      activate(kept.adapter().orElseThrow());
    }
    open.close();
  }
}
