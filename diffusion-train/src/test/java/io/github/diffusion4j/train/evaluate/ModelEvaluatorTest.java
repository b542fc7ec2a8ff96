package io.github.diffusion4j.train.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model whose every image of a context is the same: right on average, and of no diversity. */
class ModelEvaluatorTest {
  private static final Dataset DATA = Shades.data();
  private static final Evaluator EVALUATOR = new Evaluator(DATA, Optional.empty());

  /** ContextSpec in another order, and one that the data do not have. */
  private static final List<String> NAMES = List.of("light", "green", "dark");

  @Test
  void asksForLabelsByNameAndSeesThatAllImagesAreOne() {
    Scores scores = scores();
    assertEquals(16, scores.images());
    // The shade itself is 0.05 from images whose values vary by that.
    assertEquals(0.05 * 127.5, scores.get(Measure.NEAREST).value(), 2);
    assertEquals(0, scores.get(Measure.DIVERSITY).value(), 1e-6);
  }

  @Test
  void asksForWhatTheGivenImagesShow() {
    ShadeModel model = new ShadeModel("x0", NAMES);
    Evaluator toDark = new Evaluator(Shades.data(0), Optional.empty());
    double nearest =
        new ModelEvaluator(toDark, DATA, Shades.data(1), model.card(), 16)
            .measure("light", DiffusionPipeline.of(model).request().steps(5).guidance(1))
            .get(Measure.NEAREST)
            .value();
    assertEquals(127.5, nearest, 5, "from light to dark");
  }

  /**
   * The error of x0-hat is the 0.05 by which images vary; that of v is the error of x0-hat over
   * sigma.
   */
  @ParameterizedTest
  @ValueSource(strings = {"x0", "v"})
  void theLossByTimeIsThatOfVWhateverIsPredicted(String prediction) {
    ShadeModel model = new ShadeModel(prediction, NAMES);
    LossByTime loss = LossByTime.of(model, DATA);
    for (LossByTime.Point point : loss.points()) {
      double sigma = model.card().schedule().level(100 * point.time()).sigma();
      assertEquals(0.0025 / (sigma * sigma), point.loss().value(), 0.0005 / (sigma * sigma));
    }
    assertEquals(
        loss.points().stream().mapToDouble(p -> p.loss().value()).average().orElseThrow(),
        loss.mean().value(),
        1e-9);
  }

  @Test
  void aReportIsAPageChartsAndJson(@TempDir Path folder) throws IOException {
    LossByTime loss = LossByTime.of(new ShadeModel("v", NAMES), DATA);
    Report report =
        new Report("shades", "none", List.of(EVALUATOR.heldOut(), scores()), List.of(loss));
    report.write(folder);

    String page = Files.readString(folder.resolve("evaluation.md"));
    assertTrue(page.contains(report.text()), page);
    assertTrue(page.contains("loss-by-time.png"), page);
    assertTrue(Files.size(folder.resolve("loss-by-time.png")) > 1000);
    JsonObject json =
        JsonParser.parseString(Files.readString(folder.resolve("evaluation.json")))
            .getAsJsonObject();
    JsonObject measures =
        json.getAsJsonArray("scores").get(1).getAsJsonObject().getAsJsonObject("measures");
    assertEquals(0, measures.getAsJsonObject("diversity").get("value").getAsDouble(), 1e-6);
  }

  @Test
  void aModelOfOtherImagesIsRefused() {
    Dataset icons = Icons.load(Icons.Style.SHADOWLESS);
    ShadeModel model = new ShadeModel("v", NAMES);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ModelEvaluator(EVALUATOR, icons, icons, model.card(), 16));
    assertTrue(e.toString().contains("3x16x16"), e::toString);
  }

  private static Scores scores() {
    ShadeModel model = new ShadeModel("v", NAMES);
    return new ModelEvaluator(EVALUATOR, DATA, DATA.training(), model.card(), 16)
        .measure("shades", DiffusionPipeline.of(model).request().steps(5).guidance(1));
  }
}
