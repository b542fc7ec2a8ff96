package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Maps;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the text of lesson 3 claims. */
class NeuralNetworkTest {
  private static Path folder;
  private static NeuralNetwork.Findings found;

  @BeforeAll
  static void runs(@TempDir Path temporary) {
    folder = temporary;
    found = new NeuralNetwork().run(ShortForm.in(folder));
  }

  @Test
  void twoRuntimesComputeTheSame() {
    assertTrue(found.difference() < 1e-4, found.difference() + " apart");
  }

  @Test
  void theBlocksAreTheWhole() {
    Block sum = Block.sum(found.blocks().values());
    assertEquals(found.blueprint().parameterCount(), sum.parameters());
    assertEquals(found.blueprint().multiplyAdds(), sum.multiplyAdds());
  }

  @Test
  void mostParametersStandWhereTheImageIsSmallestAndTheThinPathIsCheap() {
    Block quarter = at("quarter/");
    Block full = at("full/");
    assertTrue(quarter.parameters() > found.blueprint().parameterCount() / 2, quarter::toString);
    assertTrue(full.parameters() < found.blueprint().parameterCount() / 20, full::toString);
  }

  private static Block at(String resolution) {
    return Block.sum(Maps.filterKeys(found.blocks(), name -> name.startsWith(resolution)).values());
  }

  @Test
  void theImagesAreThere() {
    assertTrue(Files.exists(folder.resolve("3-blocks.png")));
    assertTrue(Files.exists(folder.resolve("3-in-and-out.png")));
  }
}
