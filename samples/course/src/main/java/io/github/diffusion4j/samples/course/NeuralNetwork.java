package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.DjlModel;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.network.NetworkSummary;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.knowm.xchart.CategoryChart;

/** Lesson 3: what the network is made of, what goes in and what comes out. */
final class NeuralNetwork implements Lesson<NeuralNetwork.Findings> {
  private static final String NOTHING = "nothing";
  private static final List<String> ASKED =
      List.of(NOTHING, "folder", "heart", "document", "table");
  private static final String ROW = "%s | %,d | %,d";

  /**
   * What was found.
   *
   * @param blocks of the network, in its order
   * @param blueprint of the whole
   * @param difference the largest between a value on DJL and on ONNX Runtime
   */
  record Findings(Map<String, Block> blocks, NetworkSummary blueprint, double difference) {}

  @Override
  public Findings run(Workbook workbook) {
    ModelFile file = ModelFile.named("icons16");
    try (DjlModel djl = DjlModel.open(file);
        OrtDenoiser ort = OrtDenoiser.open(file)) {
      workbook.print("in   %s%nout  %s", ort.inputs(), ort.outputs());
      NetworkSummary blueprint = NetworkSummary.of(djl.network());
      Map<String, Block> blocks = Block.allOf(blueprint);
      print(blocks, workbook);
      draw(blocks, workbook);

      Tensor x = sameNoise(ort.card());
      Level level = ort.card().schedule().level(0.8 * ort.card().schedule().steps());
      Tensor here = evaluate(ort, x, level, ort.card());
      Tensor there = evaluate(djl, x, level, ort.card());
      double difference = 0;
      for (int i = 0; i < here.data().length; i++) {
        difference = Math.max(difference, Math.abs(here.data()[i] - there.data()[i]));
      }
      workbook.print("largest difference between DJL and ONNX Runtime: %.1e", difference);
      show(x, here, level, ort.card(), workbook);
      return new Findings(blocks, blueprint, difference);
    }
  }

  private static void print(Map<String, Block> blocks, Workbook workbook) {
    Block all = Block.sum(blocks.values());
    Table table = new Table("block | parameters | multiply-adds");
    blocks.forEach((name, cost) -> table.row(ROW, name, cost.parameters(), cost.multiplyAdds()));
    table.row(ROW, "all", all.parameters(), all.multiplyAdds());
    workbook.print(table);
  }

  private static void draw(Map<String, Block> blocks, Workbook workbook) {
    CategoryChart chart =
        Charts.ofBars("Where the network's parameters and its work are", "% of all");
    List<String> names = List.copyOf(blocks.keySet());
    chart.addSeries("parameters", names, percent(blocks, Block::parameters));
    chart.addSeries("multiply-adds", names, percent(blocks, Block::multiplyAdds));
    ChartFile.write(workbook.file("3-blocks.png"), chart);
  }

  private static List<Double> percent(Map<String, Block> blocks, ToLongFunction<Block> cost) {
    double all = blocks.values().stream().mapToLong(cost).sum();
    return blocks.values().stream().map(block -> 100 * cost.applyAsLong(block) / all).toList();
  }

  private static Tensor sameNoise(ModelCard card) {
    Tensor x = Tensor.zeros(ASKED.size(), card.shape());
    int size = card.shape().size();
    for (int row = 0; row < x.rows(); row++) {
      NoiseSource.gaussian().fill(1, NoiseSource.START, x.data(), row * size, size);
    }
    return x;
  }

  private static Tensor evaluate(Denoiser network, Tensor x, Level level, ModelCard card) {
    ContextSpec labels = card.context();
    List<ContextVector> contexts =
        ASKED.stream()
            .map(l -> l.equals(NOTHING) ? labels.context() : labels.context(l))
            .map(labels::complete)
            .toList();
    Tensor raw = Tensor.zeros(x.rows(), x.shape());
    network.evaluate(Evaluation.of(x, Collections.nCopies(x.rows(), level), contexts, raw));
    return raw;
  }

  /** Noise, what the network makes of it, and what that says of the clean image. */
  private static void show(Tensor x, Tensor v, Level level, ModelCard card, Workbook workbook) {
    // 2202.00512, appendix D: x0-hat = alpha x - sigma v
    float[] x0 = new float[x.data().length];
    for (int i = 0; i < x0.length; i++) {
      x0[i] = (float) (level.alpha() * x.data()[i] - level.sigma() * v.data()[i]);
    }
    ImageFormat format = new ImageFormat(card.shape(), card.range());
    Figure.ofIcons(ASKED)
        .add("x", format.images(x.data()))
        .add("v", format.images(v.data()))
        .add("x0-hat", format.images(x0))
        .write(workbook.file("3-in-and-out.png"));
  }
}
