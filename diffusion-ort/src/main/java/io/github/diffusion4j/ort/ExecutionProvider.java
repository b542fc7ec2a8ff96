package io.github.diffusion4j.ort;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where a network runs.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface ExecutionProvider {

  /**
   * The CPU with a thread for each processor that Java sees, 8 at most, which spin briefly: best
   * for one caller at a time. On 2 cores icons16 takes 0.79 of the time of one thread, and 0.62 at
   * batch 32. Where several threads generate at once, {@code cpu(1)} serves more: 85 images a
   * second against 62 for 4 callers ({@code samples/bench}, threads and callers).
   *
   * @return the provider
   */
  static Cpu cpu() {
    return cpu(Math.min(8, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The CPU, with threads that spin briefly. The output does not depend on their number.
   *
   * @param threads that share one evaluation, the calling thread among them; at least 1
   * @return the provider
   * @throws IllegalArgumentException if it is below 1 or above 1024
   */
  static Cpu cpu(int threads) {
    return new Cpu(threads, Spinning.BRIEFLY);
  }

  /**
   * An NVIDIA GPU. It needs another artifact of ONNX Runtime, with the same classes:
   *
   * <pre>{@code
   * <dependency>
   *   <groupId>io.github.diffusion4j</groupId>
   *   <artifactId>diffusion-ort</artifactId>
   *   <exclusions>
   *     <exclusion>
   *       <groupId>com.microsoft.onnxruntime</groupId>
   *       <artifactId>onnxruntime</artifactId>
   *     </exclusion>
   *   </exclusions>
   * </dependency>
   * <dependency>
   *   <groupId>com.microsoft.onnxruntime</groupId>
   *   <artifactId>onnxruntime_gpu</artifactId>
   *   <version>1.28.0</version>
   * </dependency>
   * }</pre>
   *
   * <p>It is built for Linux and Windows on x64 and wants NVIDIA's driver, CUDA 12 and cuDNN 9. One
   * thread of its own talks to the GPU, since a CUDA session does not bear several. Opening a model
   * fails where CUDA is not there, unless {@link Cuda#orElse} says otherwise. Results differ from
   * the CPU's in their last digits, and may there depend on the batch. Memory is not limited and
   * convolutions are reproducible, until {@link Cuda#memoryLimit(long)} and {@link
   * Cuda#convolutions(Convolutions)} say otherwise:
   *
   * <pre>{@code
   * ExecutionProvider.cuda(0).memoryLimit(2L << 30).convolutions(Convolutions.FASTEST)
   * }</pre>
   *
   * @param device index of the GPU, from 0
   * @return the provider
   * @throws IllegalArgumentException if it is negative
   */
  static Cuda cuda(int device) {
    return new Cuda(device, OptionalLong.empty(), Convolutions.REPRODUCIBLE);
  }

  /**
   * The CPU.
   *
   * @param threads that share one evaluation, at least 1
   * @param spinning what they do between two pieces of work
   */
  record Cpu(int threads, Spinning spinning) implements ExecutionProvider {
    private static final int MAX_THREADS = 1024;

    /**
     * Checks the number.
     *
     * @param threads from 1 to 1024
     * @param spinning any
     * @throws IllegalArgumentException if it is below 1 or above 1024
     */
    public Cpu {
      if (threads < 1 || threads > MAX_THREADS) {
        throw new IllegalArgumentException(
            "threads = " + threads + ": at least 1, the calling thread, at most " + MAX_THREADS);
      }
    }

    /**
     * The same threads, waiting otherwise.
     *
     * @param newSpinning what they do between two pieces of work
     * @return a copy
     */
    public Cpu spinning(Spinning newSpinning) {
      return new Cpu(threads, newSpinning);
    }
  }

  /**
   * An NVIDIA GPU.
   *
   * @param device its index, from 0
   * @param memoryLimit bytes of its memory that ONNX Runtime's arena may take; empty for no limit
   * @param convolutions how it computes them
   */
  record Cuda(int device, OptionalLong memoryLimit, Convolutions convolutions)
      implements ExecutionProvider {
    /** The first piece of memory that the arena takes. */
    private static final long LEAST_MEMORY = 1 << 20;

    /**
     * Checks the numbers.
     *
     * @param device at least 0
     * @param memoryLimit at least 1 MiB, or empty
     * @param convolutions any
     * @throws IllegalArgumentException if one is below
     */
    public Cuda {
      if (device < 0) {
        throw new IllegalArgumentException("CUDA device " + device + ": they count from 0");
      }
      if (memoryLimit.orElse(LEAST_MEMORY) < LEAST_MEMORY) {
        throw new IllegalArgumentException(
            "memory limit = %d bytes: at least %d, 1 MiB; 2 GiB are 2L << 30, with the L"
                .formatted(memoryLimit.getAsLong(), LEAST_MEMORY));
      }
    }

    /**
     * The same GPU with a limit to the memory for the model's weights and tensors ({@code
     * gpu_mem_limit}). ONNX Runtime refuses what needs more; a smaller batch may fit. What CUDA and
     * cuDNN themselves take does not count.
     *
     * @param bytes at least 1 MiB
     * @return a copy
     * @throws IllegalArgumentException if it is below
     */
    public Cuda memoryLimit(long bytes) {
      return new Cuda(device, OptionalLong.of(bytes), convolutions);
    }

    /**
     * The same GPU, computing otherwise.
     *
     * @param newConvolutions how
     * @return a copy
     */
    public Cuda convolutions(Convolutions newConvolutions) {
      return new Cuda(device, memoryLimit, newConvolutions);
    }

    /** What the CUDA provider of ONNX Runtime is told. */
    Map<String, String> options() {
      Map<String, String> options = new TreeMap<>(convolutions.options());
      options.put("device_id", Integer.toString(device));
      memoryLimit.ifPresent(bytes -> options.put("gpu_mem_limit", Long.toString(bytes)));
      return options;
    }

    /**
     * This GPU, or the CPU where CUDA is not there; a warning in the log says so and why.
     *
     * @param cpu what to use then
     * @return the provider
     */
    public CudaOrCpu orElse(Cpu cpu) {
      return new CudaOrCpu(this, cpu);
    }
  }

  /**
   * An NVIDIA GPU where there is one, the CPU elsewhere.
   *
   * @param cuda tried first
   * @param cpu used where that fails
   */
  record CudaOrCpu(Cuda cuda, Cpu cpu) implements ExecutionProvider {}
}
