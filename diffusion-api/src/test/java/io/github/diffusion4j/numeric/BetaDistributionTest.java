package io.github.diffusion4j.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaDistributionTest {

  /** By bisection of the incomplete beta function in 40 digits (mpmath 1.3). */
  @ParameterizedTest
  @CsvSource({
    "0.6, 0.6, 0.001, 1.8558738517452003e-5",
    "0.6, 0.6, 0.1, 0.039584405588780852",
    "0.6, 0.6, 0.25, 0.17568037865269502",
    "0.6, 0.6, 0.9, 0.96041559441121915",
    "0.6, 0.6, 0.999, 0.99998144126148255",
    "2.5, 0.3, 0.001, 0.12524099808923803",
    "2.5, 0.3, 0.1, 0.66622436106403732",
    "2.5, 0.3, 0.9, 0.9998506314372692",
    "30, 70, 0.001, 0.17247312173138418",
    "30, 70, 0.25, 0.26836782026097635",
    "30, 70, 0.999, 0.4498912610865279",
    "0.6, 5, 0.001, 1.7249023101995387e-6",
    "0.6, 5, 0.9, 0.27701656551607414",
    "0.6, 5, 0.999, 0.69635704736680648",
    "900, 1000, 0.01, 0.44709235623578963",
    "0.05, 0.05, 0.3, 3.3861997579027971e-5"
  })
  void quantilesAreTheKnownOnes(double alpha, double beta, double p, double x) {
    BetaDistribution distribution = new BetaDistribution(alpha, beta);
    assertEquals(x, distribution.quantile(p), 1e-12 * x);
    assertEquals(p, distribution.cumulative(x), 1e-12 * p);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "NaN, 1", "1, 1001", "Infinity, 1"})
  void parametersAreBounded(double alpha, double beta) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new BetaDistribution(alpha, beta))
                .getMessage());
    assertTrue(message.startsWith("beta(%s, %s): ".formatted(alpha, beta)), message);
  }
}
