package io.github.diffusion4j.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DjlOpsTest {
  static Stream<Network> networks() {
    return Stream.of(
        Networks.unet(Shape.of(3, 8, 8), 5, 32),
        Networks.unet(Shape.of(1, 4, 12), 0, 32),
        Networks.contextUnet(Shape.of(3, 8, 12), 5, 8),
        Networks.dit(Shape.of(4, 4, 6), 3, 16, 2, 32, 2),
        Networks.dit(Shape.of(4, 4, 6), 3, 16, 1, 64, 1),
        Networks.inContextDit(Shape.of(4, 4, 6), 3, 16, 2, 32, 1),
        Networks.crossAttentionUnet(Shape.of(4, 4, 6), 3, 16, 32, 1),
        new Autoencoder(Shape.of(3, 8, 12), 2, 32, 1));
  }

  static Stream<Network> everything() {
    return Stream.concat(networks(), Arrays.stream(Operation.values()));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theBlueprintTellsTheShape(Network network) {
    try (OnDjl djl = new OnDjl(network, Inputs.weights(network));
        NDManager scope = djl.manager.newSubManager()) {
      NDArray output = djl.forward(scope, Inputs.of(network, 3), Mode.EVALUATE);

      assertEquals(OnDjl.batch(3, NetworkSummary.of(network).output()), output.getShape());
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyParameterHasAGradient(Network network) {
    try (OnDjl djl = new OnDjl(network, Inputs.weights(network));
        NDManager scope = djl.manager.newSubManager();
        GradientCollector collector = djl.session.newGradientCollector()) {
      djl.parameters.values().forEach(p -> p.setRequiresGradient(true));

      collector.backward(djl.forward(scope, Inputs.of(network, 3), Mode.TRAIN).square().sum());

      List<String> dead = new ArrayList<>();
      djl.parameters.forEach(
          (name, parameter) -> {
            if (!(parameter.getGradient().abs().max().getFloat() > 0)) {
              dead.add(name);
            }
          });
      assertEquals(List.of(), dead);
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void whatAPassMakesGoesWithItsScope(Network network) {
    try (OnDjl djl = new OnDjl(network, Inputs.weights(network))) {
      Inputs inputs = Inputs.of(network, 2);
      djl.run(inputs);
      int before = djl.manager.getManagedArrays().size();
      djl.run(inputs);
      int made = djl.manager.getManagedArrays().size() - before;

      int contexts = network.contextSize() == 0 ? 0 : 2;
      assertEquals(4 + contexts, made, "two arrays an input, made by the test, and none besides");
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aRowDoesNotDependOnItsNeighbours(Network network) {
    try (OnDjl djl = new OnDjl(network, Inputs.weights(network))) {
      Inputs three = Inputs.of(network, 3);
      float[] all = djl.run(three);
      int size = network.shape().size();
      int made = NetworkSummary.of(network).output().size();
      int k = network.contextSize();
      float[] alone =
          djl.run(
              new Inputs(
                  1,
                  Arrays.copyOfRange(three.x(), size, 2 * size),
                  Arrays.copyOfRange(three.time(), 1, 2),
                  Arrays.copyOfRange(three.context(), k, 2 * k)));

      assertArrayEquals(Arrays.copyOfRange(all, made, 2 * made), alone, 1e-4f);
      assertArrayEquals(all, djl.run(three));
    }
  }

  @Test
  void dropoutDropsInTrainingOnlyAndKeepsTheMean() {
    try (OnDjl djl = new OnDjl(Operation.SCALE, Map.of());
        NDManager scope = djl.manager.newSubManager()) {
      NDArray ones = scope.ones(new ai.djl.ndarray.types.Shape(1, 100_000));
      DjlOps training = new DjlOps(scope, Map.of(), Mode.TRAIN);

      float[] dropped = training.dropout(ones, 0.25).toFloatArray();

      double mean = 0;
      for (float value : dropped) {
        assertTrue(value == 0 || Math.abs(value - 4 / 3.0) < 1e-6, () -> "a value of " + value);
        mean += value / dropped.length;
      }
      assertEquals(1, mean, 0.02);
      DjlOps evaluation = new DjlOps(scope, Map.of(), Mode.EVALUATE);
      assertArrayEquals(ones.toFloatArray(), evaluation.dropout(ones, 0.25).toFloatArray());
    }
  }

  /** The engine reads the factor again in the backward pass, when a collection may have passed. */
  @Test
  void aFactorOutlivesTheForwardPass() {
    try (OnDjl djl = new OnDjl(Operation.SCALE, Map.of());
        NDManager scope = djl.manager.newSubManager();
        GradientCollector collector = djl.session.newGradientCollector()) {
      NDArray x = djl.manager.ones(new ai.djl.ndarray.types.Shape(1, 4));
      x.setRequiresGradient(true);
      DjlOps ops = new DjlOps(scope, Map.of(), Mode.TRAIN);
      NDArray sum = x;
      for (int i = 0; i < 200; i++) {
        sum = ops.add(sum, ops.scale(x, 3));
      }
      System.gc();
      List<ByteBuffer> others = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        others.add(ByteBuffer.allocateDirect(4).putInt(0, 0x55555555));
      }
      collector.backward(sum.sum());

      assertArrayEquals(new float[] {601, 601, 601, 601}, x.getGradient().toFloatArray());
      assertEquals(20_000, others.size());
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    Network network = Networks.unet(Shape.of(3, 8, 8), 0, 32);
    try (OnDjl djl = new OnDjl(network, Inputs.weights(network))) {
      djl.parameters.remove("half/in/weight");
      Inputs inputs = Inputs.of(network, 1);

      var e = assertThrows(IllegalArgumentException.class, () -> djl.run(inputs));

      assertTrue(e.toString().contains("half/in/weight"), e::toString);
    }
  }
}
