package io.github.diffusion4j.samples.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import org.junit.jupiter.api.Test;

class PeerCostTest {

  @Test
  void theTutorialsLoopDrawsTheImagesOfTheLibrary() throws Exception {
    Subject icons = Subject.icons();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(icons.name());
        NaiveDdim naive = PeerCost.naive(icons, pipeline.card())) {
      for (int batch = 1; batch <= 3; batch++) {
        double difference = PeerCost.difference(pipeline, naive, batch);
        assertTrue(difference <= PeerCost.TOLERANCE, batch + " images differ by " + difference);
      }
    }
  }
}
