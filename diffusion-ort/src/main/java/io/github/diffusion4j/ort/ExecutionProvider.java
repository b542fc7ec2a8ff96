package io.github.diffusion4j.ort;

/**
 * Where a network runs.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface ExecutionProvider {

  /**
   * The CPU with a thread for each processor that Java sees, 8 at most.
   *
   * @return the provider
   */
  static Cpu cpu() {
    return cpu(Math.min(8, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The CPU. One thread is best for small fully connected networks; convolutions use several well.
   * The output does not depend on the number.
   *
   * @param threads that share one evaluation, the calling thread among them; at least 1
   * @return the provider
   * @throws IllegalArgumentException if it is below 1
   */
  static Cpu cpu(int threads) {
    return new Cpu(threads, Spinning.NEVER);
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
   *   <version>1.29.0</version>
   * </dependency>
   * }</pre>
   *
   * <p>It is built for Linux and Windows on x64 and wants NVIDIA's driver, CUDA 12 and cuDNN 9. One
   * thread of its own talks to the GPU, since a CUDA session does not bear several. Opening a model
   * fails where CUDA is not there, unless {@link Cuda#orElse} says otherwise. Results differ from
   * the CPU's in their last digits, and may there depend on the batch.
   *
   * @param device index of the GPU, from 0
   * @return the provider
   * @throws IllegalArgumentException if it is negative
   */
  static Cuda cuda(int device) {
    return new Cuda(device);
  }

  /**
   * The CPU.
   *
   * @param threads that share one evaluation, at least 1
   * @param spinning what they do between two pieces of work
   */
  record Cpu(int threads, Spinning spinning) implements ExecutionProvider {
    /**
     * Checks the number.
     *
     * @param threads at least 1
     * @param spinning any
     * @throws IllegalArgumentException if it is below 1
     */
    public Cpu {
      if (threads < 1) {
        throw new IllegalArgumentException(
            "threads = " + threads + ": at least 1, the calling thread");
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
   */
  record Cuda(int device) implements ExecutionProvider {
    /**
     * Checks the index.
     *
     * @param device at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public Cuda {
      if (device < 0) {
        throw new IllegalArgumentException("CUDA device " + device + ": they count from 0");
      }
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
