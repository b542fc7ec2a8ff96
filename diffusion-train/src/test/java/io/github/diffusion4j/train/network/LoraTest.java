package io.github.diffusion4j.train.network;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.OnDjl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Factors beside the weights of any network. */
class LoraTest {
  private static final Network UNET = Networks.unet(Shape.of(3, 8, 8), 5, 32);
  private static final Network DIT = Networks.dit(Shape.of(4, 4, 6), 3, 16, 1, 32, 2);

  static Stream<Network> networks() {
    return Stream.of(
        UNET,
        DIT,
        Networks.crossAttentionUnet(Shape.of(4, 8, 8), 3, 16, 32, 1),
        Networks.contextUnet(Shape.of(3, 8, 12), 5, 8));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anAdaptedNetworkBeginsAsItsBase(Network network) {
    Network adapted = Lora.of(3, network).on(network);
    Map<String, float[]> weights = Inputs.weights(network);
    Map<String, float[]> withFactors = NetworkSummary.of(adapted).initialValues(1);
    withFactors.putAll(weights);
    Inputs inputs = Inputs.of(network, 2);
    try (OnDjl base = new OnDjl(network, weights);
        OnDjl same = new OnDjl(adapted, withFactors)) {
      assertArrayEquals(base.run(inputs), same.run(inputs));
    }
  }

  /** 2106.09685, section 4.2: in a transformer the attention, and here the pointwise layers. */
  @Test
  void adaptedAreTheAttentionAndPointwiseLayersOfATransformer() {
    assertEquals(
        List.of(
            "block0/self/query",
            "block0/self/key",
            "block0/self/value",
            "block0/self/out",
            "block0/text/query",
            "block0/text/key",
            "block0/text/value",
            "block0/text/out",
            "block0/pointwise/in",
            "block0/pointwise/out"),
        Lora.usualTargets(Networks.dit(Shape.of(4, 4, 6), 3, 16, 1, 32, 1)));
  }

  @Test
  void adaptedAreTheLinearMapsAndPointwiseConvolutionsOfAUnet() {
    List<String> targets = Lora.usualTargets(UNET);
    assertTrue(
        targets.containsAll(
            List.of("context", "condition", "quarter/in", "quarter/attention/query")),
        targets.toString());
    assertFalse(targets.contains("full/out"), targets.toString()); // 3 x 3
  }

  @Test
  void adaptedIsTheAttentionOfAUnetThatAttendsToTokens() {
    List<String> targets =
        Lora.usualTargets(Networks.crossAttentionUnet(Shape.of(4, 8, 8), 3, 16, 32, 1));
    assertTrue(targets.containsAll(List.of("middle/self/query", "middle/text/key")), targets + "");
    assertFalse(targets.contains("time"), targets.toString());
  }

  @Test
  void factorsAreFewAndOfTheRank() {
    Lora lora = new Lora(2, 4, List.of("block\\d+/self/query", "out/patches"));
    List<ParameterSpec> factors =
        NetworkSummary.of(lora.on(DIT)).parameters().stream()
            .filter(LoraFactors::isFactor)
            .toList();
    assertEquals(
        List.of(
            "block0/self/query/lora_A 2x32",
            "block0/self/query/lora_B 32x2",
            "block1/self/query/lora_A 2x32",
            "block1/self/query/lora_B 32x2",
            "out/patches/lora_A 2x32",
            "out/patches/lora_B 4x2"),
        factors.stream().map(factor -> factor.name() + " " + factor.shape()).toList());
    assertEquals(Optional.of(lora), Lora.of(lora.toMap()));
    assertEquals(Optional.empty(), Lora.of(Map.of()));
  }

  @Test
  void whatCannotBeAdaptedIsRefused() {
    refused("block9/query", () -> new Lora(2, 2, List.of("block9/query")).on(DIT));
    refused("lora.rank = 0", () -> Lora.of(0, DIT));
    refused("lora.alpha = -1.0", () -> new Lora(1, -1, List.of(".*")));
    refused("no regular expression", () -> new Lora(1, 1, List.of("(")));
    refused("lora.targets is empty", () -> new Lora(1, 1, List.of()));
    Lora lora = Lora.of(2, DIT);
    refused("lora_B", () -> LoraFactors.merged(lora, DIT, Inputs.weights(DIT), Map.of()));
  }

  private static void refused(String told, Executable use) {
    String message = refusal(IllegalArgumentException.class, use);
    assertTrue(message.contains(told), message);
  }
}
