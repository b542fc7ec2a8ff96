package io.github.diffusion4j.samples.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a model costs on a machine. Its components are the fields of the JSON.
 *
 * @param model its name
 * @param sha256 of its file
 * @param machine where it was measured
 * @param evaluations one a size of batch
 * @param images one a sampler
 * @param peakMemory after all of it
 */
record BenchReport(
    String model,
    String sha256,
    Machine machine,
    List<BatchCost> evaluations,
    @SerializedName("pictures") List<ImageCost> images,
    PeakMemory peakMemory) {

  String toJson() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(this);
  }

  void print(PrintWriter out) {
    out.println(model + " on " + machine);
    out.println();
    Columns.print(evaluationLines(), out);
    out.println();
    Columns.print(imageLines(), out);
    out.println();
    out.println(text("peak memory: %.0f MiB ", peakMemory.bytes() / 1048576.0) + peakMemory.of());
  }

  private List<List<String>> evaluationLines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "batch",
            "ms per evaluation",
            "ms per sample",
            "steps",
            "loop, us per step",
            "loop, %",
            "heap bytes per step"));
    for (BatchCost cost : evaluations) {
      lines.add(
          List.of(
              Integer.toString(cost.batch()),
              text("%.3f", cost.milliseconds()),
              text("%.3f", cost.milliseconds() / cost.batch()),
              Integer.toString(cost.steps()),
              text("%.1f", cost.loopMicroseconds()),
              text("%.1f", cost.loopPercent()),
              Long.toString(cost.heapBytes())));
    }
    return lines;
  }

  private List<List<String>> imageLines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("sampler", "steps", "evaluations", "guidance", "ms per image"));
    for (ImageCost cost : images) {
      lines.add(
          List.of(
              cost.sampler(),
              Integer.toString(cost.steps()),
              Integer.toString(cost.evaluations()),
              cost.guidance() == 1 ? "none" : Double.toString(cost.guidance()),
              text("%.2f", cost.milliseconds())));
    }
    return lines;
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
