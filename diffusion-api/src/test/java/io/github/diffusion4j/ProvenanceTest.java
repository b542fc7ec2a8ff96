package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** With what a provenance holds, the same samples are made again. */
class ProvenanceTest {
  private static final Tensor IMAGE = Tensor.zeros(1, Formula.CARD.shape());

  /** The formula as a runtime would offer it. */
  private static final class FormulaModel implements Model {
    @Override
    public void evaluate(Evaluation evaluation) {
      Formula.DENOISER.evaluate(evaluation);
    }

    @Override
    public ModelCard card() {
      return Formula.CARD;
    }

    @Override
    public String fingerprint() {
      return "abc";
    }

    @Override
    public Map<String, String> runtimeFacts() {
      return Map.of("runtime", "formula 1.2", "threads", "3");
    }
  }

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(new FormulaModel());

  private Provenance of(UnaryOperator<GenerationRequest> settings) {
    return settings.apply(pipeline.request()).generate().provenance();
  }

  @Test
  void itMakesTheSameSamplesAgain() {
    Samples samples =
        pipeline
            .request()
            .contexts(List.of(ContextVector.of(1, 0.25f), pipeline.context()))
            .guidance(Guidance.of(2).within(10, 80))
            .seed(9)
            .count(3)
            .steps(7)
            .generate();
    Provenance p = samples.provenance();
    Samples again =
        pipeline
            .request()
            .contexts(p.contexts())
            .guidance(p.guidance())
            .seed(p.seed())
            .count(p.count())
            .generate(p.plan());
    assertArrayEquals(samples.values().data(), again.values().data());
    assertEquals(p, again.provenance());
    assertEquals(p.hashCode(), again.provenance().hashCode());
  }

  /** Whatever changes the samples changes the text. */
  @Test
  void nothingThatMattersIsLeftOut() {
    Tensor other = Tensor.zeros(1, Formula.CARD.shape());
    other.data()[5] = 0.5f;
    Tensor mask = Tensor.zeros(1, Formula.CARD.shape());
    Tensor half = Tensor.zeros(1, Formula.CARD.shape());
    half.data()[3] = 1;
    List<UnaryOperator<GenerationRequest>> all =
        List.of(
            r -> r,
            r -> r.seed(1),
            r -> r.count(2),
            r -> r.context(ContextVector.of(0, 1)),
            r -> r.guidance(1.5),
            r -> r.steps(3),
            r -> r.noiseSource(NoiseSource.torch()),
            r -> r.start(IMAGE),
            r -> r.start(other),
            r -> r.imageToImage(IMAGE, 0.5),
            r -> r.imageToImage(other, 0.5),
            r -> r.imageToImage(other, 0.51),
            r -> r.start(Start.between(1, 2)),
            r -> r.start(Start.between(1, 3)),
            r -> r.start(Start.variations(1, 0.1)),
            r -> r.start(Start.variations(1, 0.2)),
            r -> r.inpaint(IMAGE, mask),
            r -> r.inpaint(other, mask),
            r -> r.inpaint(other, half));
    List<String> texts = new ArrayList<>();
    all.forEach(settings -> texts.add(of(settings).toText()));
    assertEquals(all.size(), Set.copyOf(texts).size());
    all.forEach(settings -> assertTrue(texts.contains(of(settings).toText()), "repeatable"));
    assertNotEquals(of(r -> r), of(r -> r.seed(1)));
  }

  @Test
  void itSaysWhatTheNetworkRanOn() {
    Provenance p = of(r -> r.start(Start.between(3, 7)).inpaint(IMAGE, IMAGE));
    assertEquals("formula 1.2", p.runtime().get("runtime"));
    assertEquals(Set.of("diffusion4j", "java", "os", "arch"), p.versions().keySet());
    assertTrue(String.valueOf(p.versions().get("diffusion4j")).matches("\\d+\\.\\d+.*"));
    String text = p.toText();
    for (String line :
        List.of(
            "fingerprint = abc\n",
            "context.0 = [0.0, 0.0]\n",
            "start = between seeds 3 and 7\n",
            "known = images 1 x 1x4x4, SHA-256 ",
            "noise = gaussian\n",
            "runtime.threads = 3\n",
            "version.arch = ",
            "plan:\nplan 1\n")) {
      assertTrue(text.contains(line), text);
    }
  }

  @Test
  void whatIsPrintedSaysWhatItIs() {
    Samples samples = pipeline.request().seed(7).count(2).steps(5).generate();
    assertEquals("2 samples of 1x4x4 by formula, seeds 7 to 8", samples.toString());
    assertEquals("1 sample of 1x4x4 by formula, seed 0", pipeline.request().generate().toString());
    assertEquals(
        "formula, seed 7, 2 samples, DDIM in 5 evaluations", samples.provenance().toString());
    assertEquals("formula (1x4x4)", pipeline.toString());
    pipeline.close();
    assertEquals("formula (1x4x4), closed", pipeline.toString());
  }
}
