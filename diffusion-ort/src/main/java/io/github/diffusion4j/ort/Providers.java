package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.RuntimeSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the settings of any runtime as an execution provider of this one. */
final class Providers {
  private static final String SPINNING = "spinning";
  private static final String CONVOLUTIONS = "convolutions";

  private Providers() {}

  static ExecutionProvider of(RuntimeSettings settings) {
    return switch (settings.device()) {
      case CPU -> cpu(settings);
      case CUDA -> cuda(settings);
      case CUDA_OR_CPU -> cuda(settings).orElse(threads(settings));
    };
  }

  private static ExecutionProvider.Cpu cpu(RuntimeSettings settings) {
    Map<String, String> options = options(settings, SPINNING);
    return options.containsKey(SPINNING)
        ? threads(settings).spinning(choice(Spinning.class, SPINNING, options.get(SPINNING)))
        : threads(settings);
  }

  private static ExecutionProvider.Cpu threads(RuntimeSettings settings) {
    return settings.threads().isPresent()
        ? ExecutionProvider.cpu(settings.threads().getAsInt())
        : ExecutionProvider.cpu();
  }

  private static ExecutionProvider.Cuda cuda(RuntimeSettings settings) {
    Map<String, String> options = options(settings, CONVOLUTIONS);
    ExecutionProvider.Cuda cuda = ExecutionProvider.cuda(settings.index());
    if (settings.memoryLimit().isPresent()) {
      cuda = cuda.memoryLimit(settings.memoryLimit().getAsLong());
    }
    return options.containsKey(CONVOLUTIONS)
        ? cuda.convolutions(choice(Convolutions.class, CONVOLUTIONS, options.get(CONVOLUTIONS)))
        : cuda;
  }

  private static Map<String, String> options(RuntimeSettings settings, String known) {
    Map<String, String> options = new TreeMap<>(settings.options());
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.remove(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the options %s: ONNX Runtime on %s has '%s' alone"
              .formatted(unknown, settings.device(), known));
    }
    return options;
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String key, String value) {
    try {
      return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option %s = %s: one of %s"
              .formatted(
                  key,
                  value,
                  Arrays.stream(type.getEnumConstants())
                      .map(c -> c.name().toLowerCase(Locale.ROOT))
                      .toList()),
          e);
    }
  }
}
