package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.model.RuntimeSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where models run, by its name in the settings. */
final class Device {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?(-or-cpu)?");

  private Device() {}

  static RuntimeSettings named(String name) {
    if (name.equals("cpu")) {
      return RuntimeSettings.cpu();
    }
    Matcher cuda = CUDA.matcher(name);
    if (!cuda.matches()) {
      throw new IllegalArgumentException(
          "diffusion.device = "
              + name
              + ": there are cpu, cuda, cuda:N for GPU N, and cuda-or-cpu or cuda:N-or-cpu");
    }
    RuntimeSettings gpu =
        RuntimeSettings.cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    return cuda.group(2) == null ? gpu : gpu.orElseCpu();
  }
}
