package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A model exported by PyTorch needs a properties file beside it, and then gives what it gave. */
class ForeignModelTest {

  @Test
  void unetGivesItsReference() {
    Tensor x = Foreign.latent("pytorch-unet.x.npy");
    Npy fractions = Foreign.npy("pytorch-unet.t.npy");
    List<Level> levels =
        IntStream.range(0, x.rows())
            .mapToObj(row -> Level.ofAlphaBar(fractions.floats()[row] * 500, 0.5))
            .toList();
    Tensor raw = Tensor.zeros(x.rows(), x.shape());
    try (OrtDenoiser unet = OrtDenoiser.open(Foreign.UNET)) {
      unet.evaluate(Evaluation.of(x, levels, Foreign.contexts(), raw));
    }
    assertClose(1e-5, raw, "pytorch-unet.eps.npy");
  }

  @Test
  void vPredictionGivesItsReference() {
    Tensor x = Foreign.latent("pytorch-vpred.x.npy");
    Npy indices = Foreign.npy("pytorch-vpred.t.npy");
    List<Level> levels =
        IntStream.range(0, x.rows())
            .mapToObj(row -> Level.ofAlphaBar(indices.doubleAt(row) + 1, 0.5))
            .toList();
    Tensor raw = Tensor.zeros(x.rows(), x.shape());
    try (OrtDenoiser vpred = OrtDenoiser.open(Foreign.VPRED)) {
      vpred.evaluate(
          Evaluation.of(
              x, levels, Collections.nCopies(x.rows(), ContextVector.unconditional()), raw));
    }
    assertClose(1e-5, raw, "pytorch-vpred.out.npy");
  }

  @Test
  void unetSamplesToItsReference() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(Foreign.UNET)) {
      Tensor samples =
          pipeline
              .request()
              .start(Foreign.latent("pytorch-unet.x.npy"))
              .contexts(Foreign.contexts())
              .generate()
              .values();
      assertClose(1e-4, samples, "pytorch-unet.ddim10.npy");
    }
  }

  @Test
  void vPredictionSamplesToItsReference() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(Foreign.VPRED)) {
      Tensor samples =
          pipeline.request().start(Foreign.latent("pytorch-vpred.x.npy")).generate().values();
      assertClose(1e-4, samples, "pytorch-vpred.ddim20.npy");
    }
  }

  private static void assertClose(double bound, Tensor actual, String reference) {
    assertEquals(
        0, Foreign.relativeError(actual.data(), Foreign.npy(reference).floats()), bound, reference);
  }
}
