package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ModelFile;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of a generation allocates no native memory: a session may run for months. */
class BuffersTest {

  static Stream<ModelFile> models() {
    return Stream.of(ModelFile.at(Foreign.UNET), HalfModelTest.twin(DataType.FLOAT16));
  }

  @ParameterizedTest
  @MethodSource("models")
  void smallerBatchesUseTheMemoryOfTheLargest(ModelFile file) {
    try (OrtDenoiser model = OrtDenoiser.open(file)) {
      Rows.of(model.card(), 0, 16).evaluate(model);
      long before = directBuffers();
      for (int call = 0; call < 60; call++) {
        Rows.of(model.card(), call, 1 + call % 16).evaluate(model);
      }
      assertTrue(directBuffers() <= before);
    }
  }

  /** How many were made and are not yet collected. */
  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }
}
