package io.github.diffusion4j.samples.course;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.train.DjlModel;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.network.Blueprint;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Lesson 3: what the network is made of, what goes in and what comes out. */
final class NeuralNetwork implements Lesson<NeuralNetwork.Findings> {
  private static final List<String> ASKED = List.of("folder", "heart", "document", "table");

  /**
   * What was found.
   *
   * @param blocks of the network, in its order
   * @param blueprint of the whole
   * @param difference the largest between a value on DJL and on ONNX Runtime
   */
  record Findings(Map<String, Block> blocks, Blueprint blueprint, double difference) {}

  /** What a block costs: floats to store, and multiply-adds for one picture. */
  record Block(long parameters, long multiplyAdds) {
    Block plus(Block other) {
      return new Block(parameters + other.parameters, multiplyAdds + other.multiplyAdds);
    }
  }

  @Override
  public Findings run(Workbook workbook) {
    ModelFile file = ModelFile.named("icons16");
    try (DjlModel djl = DjlModel.open(file);
        OrtDenoiser ort = OrtDenoiser.open(file)) {
      workbook.print("in   %s%nout  %s%n", ort.inputs(), ort.outputs());
      Blueprint blueprint = Blueprint.of(djl.network());
      Map<String, Block> blocks = blocks(blueprint);
      print(blocks, blueprint, workbook);
      draw(blocks, blueprint, workbook);

      Latent x = sameNoise(ort.card());
      Level level = ort.card().schedule().level(0.8 * ort.card().schedule().steps());
      Latent here = evaluate(ort, x, level, ort.card());
      Latent there = evaluate(djl, x, level, ort.card());
      double difference = 0;
      for (int i = 0; i < here.data().length; i++) {
        difference = Math.max(difference, Math.abs(here.data()[i] - there.data()[i]));
      }
      workbook.print("largest difference between DJL and ONNX Runtime: %.1e", difference);
      show(x, here, level, ort.card(), workbook);
      return new Findings(blocks, blueprint, difference);
    }
  }

  /** Sums parameters and work by the first two parts of a layer's path. */
  private static Map<String, Block> blocks(Blueprint blueprint) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    for (ParameterSpec parameter : blueprint.parameters()) {
      Block cost = new Block(parameter.shape().size(), 0);
      blocks.merge(block(parameter.layer()), cost, Block::plus);
    }
    blueprint
        .work()
        .forEach((layer, work) -> blocks.merge(block(layer), new Block(0, work), Block::plus));
    return blocks;
  }

  private static String block(String layer) {
    return String.join("/", Iterables.limit(Splitter.on('/').split(layer), 2));
  }

  private static void print(Map<String, Block> blocks, Blueprint blueprint, Workbook workbook) {
    workbook.print("block              parameters  multiply-adds");
    blocks.forEach(
        (name, block) ->
            workbook.print("%-18s %,10d  %,13d", name, block.parameters(), block.multiplyAdds()));
    workbook.print(
        "%-18s %,10d  %,13d%n", "all", blueprint.parameterCount(), blueprint.multiplyAdds());
  }

  private static void draw(Map<String, Block> blocks, Blueprint blueprint, Workbook workbook) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(900)
            .height(500)
            .theme(ChartTheme.Matlab)
            .title("Where the network's parameters and its work are")
            .yAxisTitle("% of all")
            .build();
    chart.getStyler().setXAxisLabelRotation(60).setLegendPosition(LegendPosition.InsideNW);
    List<String> names = List.copyOf(blocks.keySet());
    double all = blueprint.parameterCount() / 100.0;
    double work = blueprint.multiplyAdds() / 100.0;
    chart.addSeries(
        "parameters", names, blocks.values().stream().map(b -> b.parameters() / all).toList());
    chart.addSeries(
        "multiply-adds",
        names,
        blocks.values().stream().map(b -> b.multiplyAdds() / work).toList());
    ChartFile.write(workbook.file("3-blocks.png"), chart);
  }

  private static Latent sameNoise(ModelCard card) {
    Latent x = Latent.zeros(1 + ASKED.size(), card.shape());
    int size = card.shape().size();
    for (int row = 0; row < x.rows(); row++) {
      NoiseSource.gaussian().fill(1, NoiseSource.START, x.data(), row * size, size);
    }
    return x;
  }

  private static Latent evaluate(Denoiser network, Latent x, Level level, ModelCard card) {
    List<ContextVector> contexts = new ArrayList<>(List.of(card.labels().context()));
    ASKED.forEach(label -> contexts.add(card.labels().context(label)));
    Latent raw = Latent.zeros(x.rows(), x.shape());
    network.evaluate(x, Collections.nCopies(x.rows(), level), contexts, raw);
    return raw;
  }

  /** Noise, what the network makes of it, and what that says of the clean picture. */
  private static void show(Latent x, Latent raw, Level level, ModelCard card, Workbook workbook) {
    PictureFormat format = new PictureFormat(card.shape(), card.range());
    Parameterization.Row row = card.parameterization().x0(level);
    float[] x0 = new float[x.data().length];
    for (int i = 0; i < x0.length; i++) {
      x0[i] = (float) (row.x() * x.data()[i] + row.raw() * raw.data()[i]);
    }
    List<BufferedImage> pictures = new ArrayList<>(format.pictures(x.data()));
    pictures.addAll(format.pictures(raw.data()));
    pictures.addAll(format.pictures(x0));
    Png.write(
        workbook.file("3-in-and-out.png"), Sheet.DEFAULT.withZoom(5).grid(pictures, x.rows()));
  }
}
