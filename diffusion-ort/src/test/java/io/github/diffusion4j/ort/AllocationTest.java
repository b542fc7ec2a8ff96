package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.sun.management.ThreadMXBean;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.sampler.Samplers;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of the loop allocates next to nothing: what a generation costs does not grow with it. */
class AllocationTest {
  private static final int FEW = 10;
  private static final int MANY = 90;
  private static final long BYTES_PER_STEP = 2048;

  private static final DiffusionPipeline PIPELINE =
      DiffusionPipeline.of(
          OrtDenoiser.open(
              ToyModel.ofBatch(-1).time(DataType.FLOAT, -1).context(-1, 3).output(-1, 2, 4, 4)));

  @AfterAll
  static void close() {
    PIPELINE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void ofDdim(int count) {
    assertLittle(PIPELINE.request().count(count));
  }

  @Test
  void ofGuidance() {
    assertLittle(PIPELINE.request().count(4).context(ContextVector.of(1, 0, 0)).guidance(2));
  }

  @Test
  void ofASamplerWithMemoryAndNoise() {
    assertLittle(PIPELINE.request().count(4).sampler(Samplers.named("sde-dpm-solver++-3", 0)));
  }

  private static void assertLittle(GenerationRequest request) {
    for (int warmUp = 0; warmUp < 3; warmUp++) {
      request.steps(FEW).generate();
    }
    long direct = directMemory();
    long few = allocated(request.steps(FEW));
    long many = allocated(request.steps(MANY));
    long grown = directMemory() - direct;
    assertTrue(grown <= 0, () -> grown + " bytes of direct memory");
    long step = (many - few) / (MANY - FEW);
    assertTrue(step <= BYTES_PER_STEP, step + " bytes per step");
  }

  /** Without compiling the plan, which grows with the steps. */
  private static long allocated(GenerationRequest request) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Plan plan = request.plan();
    long before = threads.getCurrentThreadAllocatedBytes();
    request.generate(plan);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
