package io.github.diffusion4j.samples.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.diffusion4j.DiffusionPipeline;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ServiceTest {

  /** Seeds divided by 3 are the same order to those who get them mixed. */
  @Test
  void everyServiceDrawsTheSameImage() {
    long seed = 3;
    float[] expected;
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      expected = Order.same().of(pipeline, seed).generate().values(0);
    }
    for (Map.Entry<String, Supplier<Service>> service : Service.all().entrySet()) {
      try (Service opened = service.getValue().get()) {
        assertArrayEquals(expected, opened.generate(seed).values(0), service.getKey());
      }
    }
  }
}
