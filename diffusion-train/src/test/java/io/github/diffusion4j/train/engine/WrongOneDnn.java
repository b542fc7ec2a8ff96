package io.github.diffusion4j.train.engine;

import ai.djl.engine.Engine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that is taken for one whose oneDNN is wrong, as a check that fails says. */
public final class WrongOneDnn {
  private WrongOneDnn() {}

  /** Starts it, in a JVM in which there is none yet: wrong with oneDNN, judged truly without. */
  public static void start() {
    AtomicInteger checks = new AtomicInteger();
    TorchEngine.start(
        engine ->
            checks.getAndIncrement() == 0 ? emulated(engine) : ConvolutionCheck.fault(engine));
  }

  /** Starts one that nothing helps. */
  static void startWithoutHope() {
    TorchEngine.start(WrongOneDnn::emulated);
  }

  private static Optional<String> emulated(Engine engine) {
    ConvolutionCheck.fault(engine);
    return Optional.of("a fault of the test");
  }
}
