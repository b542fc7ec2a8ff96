package io.github.diffusion4j.train.engine;

import java.util.Map;

/**
 * Whether oneDNN may round the factors of float32 products to bfloat16. It is oneDNN's own
 * environment variable; sums stay float32. Training on a processor with instructions for bfloat16
 * (AMX, AVX-512) is faster so, and samples drawn while it is set are rounded likewise.
 */
final class FpMath {
  private static final String VARIABLE = "ONEDNN_DEFAULT_FPMATH_MODE";

  private FpMath() {}

  static boolean inBfloat16(Map<String, String> environment) {
    return "BF16".equalsIgnoreCase(environment.get(VARIABLE));
  }
}
