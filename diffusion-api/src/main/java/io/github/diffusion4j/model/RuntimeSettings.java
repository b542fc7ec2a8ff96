package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a model runs, whatever the runtime:
 *
 * <pre>{@code
 * DiffusionPipeline.load(path, RuntimeSettings.cuda(0).orElseCpu());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class RuntimeSettings {

  /** What a network runs on. */
  public enum Device {
    /** The processor. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA,
    /** An NVIDIA GPU, or the processor where there is none. */
    CUDA_OR_CPU;

    /** Such as {@code cuda-or-cpu}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Device device;
  private final int index;
  private final @Nullable Integer threads;
  private final @Nullable Long memoryLimit;
  private final boolean keepLoaded;
  private final ImmutableSortedMap<String, String> options;

  private RuntimeSettings(
      Device device,
      int index,
      @Nullable Integer threads,
      @Nullable Long memoryLimit,
      boolean keepLoaded,
      Map<String, String> options) {
    this.device = device;
    this.index = index;
    this.threads = threads;
    this.memoryLimit = memoryLimit;
    this.keepLoaded = keepLoaded;
    this.options = ImmutableSortedMap.copyOf(options);
  }

  /**
   * The processor, with as many threads as the runtime recommends.
   *
   * @return the settings of {@code DiffusionPipeline.load(path)}
   */
  public static RuntimeSettings cpu() {
    return new RuntimeSettings(Device.CPU, 0, null, null, true, Map.of());
  }

  /**
   * The processor.
   *
   * @param threads that share one evaluation, the calling thread among them; at least 1
   * @return the settings
   * @throws IllegalArgumentException if it is below 1
   */
  public static RuntimeSettings cpu(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "threads = " + threads + ": at least 1, the calling thread");
    }
    return new RuntimeSettings(Device.CPU, 0, threads, null, true, Map.of());
  }

  /**
   * An NVIDIA GPU. Loading fails where it cannot be used, unless {@link #orElseCpu} says otherwise.
   *
   * @param index of the GPU, from 0
   * @return the settings
   * @throws IllegalArgumentException if it is negative
   */
  public static RuntimeSettings cuda(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("CUDA device " + index + ": they count from 0");
    }
    return new RuntimeSettings(Device.CUDA, index, null, null, true, Map.of());
  }

  /**
   * The same, but on the processor, with a warning in the log, where there is no such GPU.
   *
   * @return a copy
   */
  public RuntimeSettings orElseCpu() {
    return new RuntimeSettings(
        device == Device.CPU ? device : Device.CUDA_OR_CPU,
        index,
        threads,
        memoryLimit,
        keepLoaded,
        options);
  }

  /**
   * The same with a limit to the memory of the device that the runtime takes for weights and
   * tensors.
   *
   * @param bytes of each part of a model, at least 1 MiB; by default there is no limit
   * @return a copy
   * @throws IllegalArgumentException if it is below, or the device is the processor, whose memory
   *     the runtime does not limit
   */
  public RuntimeSettings memoryLimit(long bytes) {
    if (bytes < 1 << 20 || device == Device.CPU) {
      throw new IllegalArgumentException(
          "memory limit = %d bytes on %s: on a GPU alone, and at least 1048576, 1 MiB"
              .formatted(bytes, device));
    }
    return new RuntimeSettings(device, index, threads, bytes, keepLoaded, options);
  }

  /**
   * Whether the parts of a model (text encoder, network, decoder) stay in memory between uses.
   *
   * @param keep true, the default, keeps each open once it was used, which is best for many images.
   *     False closes a part when another is used: the memory is that of the largest part, and each
   *     generation opens them again
   * @return a copy
   */
  public RuntimeSettings keepLoaded(boolean keep) {
    return new RuntimeSettings(device, index, threads, memoryLimit, keep, options);
  }

  /**
   * The same with a setting of one runtime alone.
   *
   * @param key as the runtime documents it
   * @param value of the setting
   * @return a copy; a runtime refuses keys that it does not know
   */
  public RuntimeSettings option(String key, String value) {
    return new RuntimeSettings(
        device,
        index,
        threads,
        memoryLimit,
        keepLoaded,
        ImmutableSortedMap.<String, String>naturalOrder()
            .putAll(options)
            .put(key, value)
            .buildOrThrow());
  }

  /**
   * What the model runs on.
   *
   * @return the processor by default
   */
  public Device device() {
    return device;
  }

  /**
   * Which GPU.
   *
   * @return from 0
   */
  public int index() {
    return index;
  }

  /**
   * The threads that share one evaluation on the processor.
   *
   * @return at least 1; empty if the runtime decides
   */
  public OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  /**
   * The limit to the memory of the device.
   *
   * @return bytes; empty for no limit
   */
  public OptionalLong memoryLimit() {
    return memoryLimit == null ? OptionalLong.empty() : OptionalLong.of(memoryLimit);
  }

  /**
   * Whether the parts of a model stay in memory between uses.
   *
   * @return true by default
   */
  public boolean keepLoaded() {
    return keepLoaded;
  }

  /**
   * Settings of one runtime alone.
   *
   * @return keys and values, sorted
   */
  public Map<String, String> options() {
    return options;
  }

  /** Such as {@code cuda 0, memory limit 2147483648}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(device.toString());
    if (device != Device.CPU) {
      text.append(' ').append(index);
    }
    threads().ifPresent(n -> text.append(", threads ").append(n));
    memoryLimit().ifPresent(n -> text.append(", memory limit ").append(n));
    if (!keepLoaded) {
      text.append(", one part at a time");
    }
    options.forEach((key, value) -> text.append(", ").append(key).append(' ').append(value));
    return text.toString();
  }
}
