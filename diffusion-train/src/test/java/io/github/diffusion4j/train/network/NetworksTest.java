package io.github.diffusion4j.train.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
  private static final Shape ICON = Shape.of(3, 16, 16);

  static Stream<Network> networks() {
    return Stream.of(
        Networks.unet(ICON, 60, 64),
        Networks.unet(Shape.of(1, 4, 20), 0, 32),
        Networks.unet(ICON, 5, 32, 3, 0.1),
        Networks.dit(Shape.of(4, 16, 16), 16, 384, 1, 256, 8),
        Networks.dit(Shape.of(4, 6, 10), 2, 12, 2, 32, 1),
        Networks.inContextDit(Shape.of(4, 6, 10), 2, 12, 2, 32, 1),
        Networks.crossAttentionUnet(Shape.of(4, 6, 10), 2, 12, 32, 2),
        Networks.contextUnet(ICON, 5, 64),
        Networks.contextUnet(Shape.of(3, 28, 20), 1, 16));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aConfigurationMakesAnEqualNetwork(Network network) {
    assertEquals(network, Networks.of(network.configuration()));
    assertEquals(network.shape(), NetworkSummary.of(network).output());
  }

  @Test
  void theHalvesOfAnAutoencoderShareItsParameters() {
    Autoencoder whole = new Autoencoder(ICON, 4, 32, 2);
    assertEquals(whole, Networks.of(whole.configuration()));
    NetworkSummary encoder = NetworkSummary.of(whole.encoder());
    NetworkSummary decoder = NetworkSummary.of(whole.decoder());
    assertEquals(Shape.of(8, 4, 4), encoder.output());
    assertEquals(ICON, decoder.output());
    assertEquals(
        NetworkSummary.of(whole).parameters(),
        Stream.concat(encoder.parameters().stream(), decoder.parameters().stream()).toList());
    assertEquals(
        NetworkSummary.of(whole).multiplyAdds(), encoder.multiplyAdds() + decoder.multiplyAdds());
  }

  @Test
  void theDefaultNetworkFitsIntoEightMegabytesAndFiftyMillionMultiplyAdds() {
    NetworkSummary icons = NetworkSummary.of(Networks.unet(ICON, 60, 64));

    assertTrue(icons.parameterCount() < 2_000_000, () -> icons.parameterCount() + " parameters");
    assertTrue(icons.multiplyAdds() < 50_000_000, () -> icons.multiplyAdds() + " multiply-adds");
  }

  @Test
  void workGrowsWithThePixelsAndNotTheirSquare() {
    long small = NetworkSummary.of(Networks.unet(Shape.of(3, 32, 32), 60, 64)).multiplyAdds();
    long large = NetworkSummary.of(Networks.unet(Shape.of(3, 64, 64), 60, 64)).multiplyAdds();

    assertTrue(large < 4 * small, () -> small + " and " + large);
  }

  /**
   * A 3 x 3 convolution to 5 of 8 x 4 x 6: 5 8 9 weights and 5 biases, each weight used 24 times.
   */
  @Test
  void theBlueprintCounts() {
    NetworkSummary convolution = NetworkSummary.of(Operation.CONVOLUTION_3X3);
    assertEquals(365, convolution.parameterCount());
    assertEquals(360 * 24, convolution.multiplyAdds());
    assertEquals(5 * 7, NetworkSummary.of(Operation.LINEAR).multiplyAdds());
    assertEquals(8 * 6 * 4 * 6, NetworkSummary.of(Operation.MATMUL).multiplyAdds());
  }

  /** A 1 x 1 convolution uses each of its weights once a pixel; the products follow the values. */
  @Test
  void theBlueprintTellsTheWorkOfEachLayer() {
    Map<String, Long> work = NetworkSummary.of(Networks.unet(Shape.of(3, 16, 16), 60, 64)).work();
    int weights = 96 * 96 * 4 * 4;
    int products = 2 * 96 * 16 * 16;
    assertEquals(weights, work.get("quarter/attention/key"));
    assertEquals(weights + products, work.get("quarter/attention/value"));
    assertEquals(60 * 128, work.get("context"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void initialWeightsDependOnTheSeedAndTheNameAlone(Network network) {
    Map<String, float[]> once = NetworkSummary.of(network).initialValues(7);
    Map<String, float[]> twice = NetworkSummary.of(network).initialValues(7);
    once.forEach((name, values) -> assertArrayEquals(values, twice.get(name), name));

    float[] other = NetworkSummary.of(network).initialValues(8).values().iterator().next();
    assertFalse(Arrays.equals(once.values().iterator().next(), other));
  }

  @Test
  void aLinearMapKeepsTheVarianceAtTheStart() {
    float[] weights = new ParameterSpec("w", Shape.of(100, 400), Init.FAN_IN).initialValues(3);
    double square = 0;
    for (float w : weights) {
      square += (double) w * w;
    }
    assertEquals(1.0 / 400, square / weights.length, 0.05 / 400);
  }

  @ParameterizedTest
  @CsvSource({"3x18x16", "3x16x10", "16x16", "3x16x16x16"})
  void aSizeItCannotHalveTwiceIsRefused(String text) {
    Shape shape = Shape.parse(text);
    refused(() -> Networks.unet(shape, 0, 32), text, "divisible by 4");
    refused(() -> new Autoencoder(shape, 4, 32, 1), text, "divisible by 4");
    refused(() -> Networks.contextUnet(shape, 1, 8), text, "divisible by 4");
  }

  @Test
  void knobsOutOfRangeAreRefused() {
    refused(() -> Networks.unet(ICON, -1, 32), "-1", "0 for none");
    refused(() -> Networks.unet(ICON, 0, 48), "48", "multiple of 32");
    refused(() -> Networks.unet(ICON, 0, 0), "0", "multiple of 32");
    refused(() -> Networks.unet(ICON, 0, 32, 0, 0), "depth = 0", "at least 1");
    refused(() -> Networks.unet(ICON, 0, 32, 1, 1), "dropout = 1.0", "[0, 1)");
    refused(() -> Networks.unet(ICON, 0, 32, 1, Double.NaN), "dropout = NaN", "[0, 1)");
    refused(() -> Networks.dit(ICON, 16, 8, 4, 32, 1), "patch = 4", "1 or 2");
    refused(() -> Networks.dit(ICON, 0, 8, 2, 32, 1), "text-tokens = 0", "at least 1");
    refused(() -> Networks.dit(ICON, 16, 0, 2, 32, 1), "text-width = 0", "at least 1");
    refused(() -> Networks.dit(ICON, 16, 8, 2, 48, 1), "channels = 48", "multiple of 32");
    refused(() -> Networks.dit(ICON, 16, 8, 2, 32, 0), "depth = 0", "at least 1");
    refused(() -> Networks.dit(Shape.of(3, 5, 4), 16, 8, 2, 32, 1), "3x5x4", "divisible by 2");
    refused(() -> Networks.crossAttentionUnet(ICON, 0, 8, 32, 1), "text-tokens = 0", "at least 1");
    refused(() -> Networks.crossAttentionUnet(ICON, 16, 8, 48, 1), "channels = 48", "multiple of");
    refused(() -> Networks.crossAttentionUnet(ICON, 16, 8, 32, 0), "depth = 0", "at least 1");
    refused(() -> new Autoencoder(ICON, 0, 32, 1), "latent-channels = 0", "at least 1");
    refused(() -> new Autoencoder(ICON, 4, 40, 1), "channels = 40", "multiple of 32");
    refused(() -> new Autoencoder(ICON, 4, 32, 0), "depth = 0", "at least 1");
    refused(() -> Networks.contextUnet(ICON, 0, 8), "0", "at least 1");
    refused(() -> Networks.contextUnet(ICON, 1, 12), "12", "multiple of 8");
  }

  @Test
  void aBrokenConfigurationIsRefused() {
    refused(() -> changed("network", "unit"), "unit", "unet");
    refused(() -> changed("channels", "many"), "many", "whole number");
    refused(() -> Networks.of(Map.of("network", "unet")), "shape");
  }

  private static Network changed(String key, String value) {
    Map<String, String> configuration = new HashMap<>(Networks.unet(ICON, 0, 32).configuration());
    configuration.put(key, value);
    return Networks.of(configuration);
  }

  private static void refused(Supplier<Network> network, String... told) {
    var e = assertThrows(IllegalArgumentException.class, network::get);
    for (String part : told) {
      assertTrue(e.toString().contains(part), e::toString);
    }
  }
}
