package io.github.diffusion4j.train.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import com.google.common.base.Throwables;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * LibTorch through DJL, without a call home and with convolutions that are right.
 *
 * <p>The oneDNN of LibTorch 2.3.1 to 2.7.1 lays weights out wrongly where it takes the first cache
 * for one of one byte, as on AMD processors whose hypervisor hides CPUID leaf 0x8000001D. Nothing
 * tells of it but the numbers, so they are looked at when the engine starts; where they are wrong,
 * LibTorch's own convolutions do it.
 *
 * <p>Thread-safe.
 */
public final class TorchEngine {
  private static final Logger LOG = System.getLogger(TorchEngine.class.getName());

  /**
   * Unless set, DJL looks for a cloud's metadata service once a day and reports the engine's start.
   */
  private static final String OPT_OUT = "OPT_OUT_TRACKING";

  private static @Nullable TorchEngine started;

  private final Engine engine;
  private final Convolutions convolutions;

  private TorchEngine(Engine engine, Convolutions convolutions) {
    this.engine = engine;
    this.convolutions = convolutions;
  }

  /**
   * The engine; the first call starts it and takes up to a second.
   *
   * @return an engine whose convolutions were found right
   * @throws IllegalStateException if they are wrong on this machine and cannot be made right, or
   *     PyTorch's libraries cannot be loaded
   */
  public static TorchEngine start() {
    return start(ConvolutionCheck::fault);
  }

  /** Starts it, unless it has been, with another check. */
  static synchronized TorchEngine start(Function<Engine, Optional<String>> check) {
    if (started == null) {
      Engine engine = open();
      started = new TorchEngine(engine, sound(engine, check));
    }
    return started;
  }

  /**
   * Which convolutions it computes with.
   *
   * @return the same for as long as the process lives
   */
  public Convolutions convolutions() {
    return convolutions;
  }

  /**
   * The version of PyTorch.
   *
   * @return such as {@code 2.7.1}
   */
  public String version() {
    return engine.getVersion();
  }

  /** That the machine, or the quota of the container, lets the process use. */
  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  Engine engine() {
    return engine;
  }

  private static Engine open() {
    if (System.getProperty(OPT_OUT) == null) {
      System.setProperty(OPT_OUT, "true");
    }
    OpenMp.waitAsleep(System.getenv());
    Engine engine = loaded();
    JniUtils.setNumThreads(processors());
    return engine;
  }

  /** DJL unpacks LibTorch into a cache before it loads it. */
  private static Engine loaded() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | LinkageError e) {
      throw new IllegalStateException(
          "PyTorch cannot be loaded (%s); DJL unpacks it into the folder of the environment variable DJL_CACHE_DIR, by default ~/.djl.ai: set it to one that can be written to, has 500 MB left and is not mounted noexec"
              .formatted(Throwables.getRootCause(e).getMessage()),
          e);
    }
  }

  private static Convolutions sound(Engine engine, Function<Engine, Optional<String>> check) {
    Optional<String> fault = check.apply(engine);
    if (fault.isEmpty()) {
      return withOneDnn();
    }
    try {
      new LibTorch().switchOffOneDnn();
    } catch (LinkageError e) {
      throw refusal(engine, fault.get(), "oneDNN cannot be switched off in this process", e);
    }
    Optional<String> second = check.apply(engine);
    if (second.isPresent()) {
      throw refusal(engine, second.get(), "switching oneDNN off does not help", null);
    }
    LOG.log(
        Logger.Level.WARNING,
        "oneDNN in PyTorch {0} computes wrong convolutions on this machine ({1}); training and"
            + " evaluation use PyTorch''s own, which are slower",
        engine.getVersion(),
        fault.get());
    return Convolutions.NATIVE;
  }

  private static Convolutions withOneDnn() {
    if (!FpMath.inBfloat16(System.getenv())) {
      return Convolutions.ONEDNN;
    }
    try {
      new LibTorch().leaveProductsToOneDnn();
    } catch (LinkageError e) {
      LOG.log(
          Logger.Level.WARNING, "only convolutions are in bfloat16: PyTorch has no such switch", e);
    }
    return Convolutions.ONEDNN_BFLOAT16;
  }

  private static IllegalStateException refusal(
      Engine engine, String fault, String helpless, @Nullable Throwable cause) {
    return new IllegalStateException(
        "the convolutions of PyTorch %s are wrong on this machine (%s), and %s; set the environment variable ONEDNN_MAX_CPU_ISA=SSE41, or use another machine"
            .formatted(engine.getVersion(), fault, helpless),
        cause);
  }
}
