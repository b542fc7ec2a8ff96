package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Where the time of an evaluation goes, and how near it comes to what the machine can do. */
final class TimeShares {
  private static final int SIZE = 2048;
  private static final int EVALUATIONS = 50;
  private static final String NETWORK_KEYS = "network.";

  private TimeShares() {}

  static void run(PrintStream out) throws OrtException, IOException {
    Subject icons = Subject.icons();
    for (int rows : new int[] {1, 32}) {
      Profile profile = Profile.of(icons, rows, Setting.ofLibrary(), EVALUATIONS);
      Table shares =
          new Table(
              "An evaluation of icons16 at batch " + rows + ", by operator",
              "operator",
              "us",
              "share, %");
      profile.microseconds().entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(8)
          .forEach(
              e ->
                  shares.add(
                      e.getKey(),
                      (double) e.getValue() / EVALUATIONS,
                      100.0 * e.getValue() / profile.total()));
      shares.print(out);
    }
    Table rates =
        new Table(
            "Operations a second against a large product of matrices, in turn",
            "model",
            "batch",
            "us",
            "GFLOP/s",
            "product of 2048^3, GFLOP/s",
            "share, %");
    rate(icons, 1, rates);
    rate(icons, 32, rates);
    rates.print(out);
  }

  private static void rate(Subject subject, int rows, Table table) throws OrtException {
    Setting setting = Setting.ofLibrary();
    double operations = 2.0 * multiplyAdds(subject) * rows;
    double most = 2.0 * SIZE * SIZE * SIZE;
    try (BareSession network = new BareSession(subject, rows, setting);
        BareSession product =
            new BareSession(Subject.of("product", new SquareProduct(SIZE)), SIZE, setting)) {
      Pairs pairs =
          Pairs.inTurn(() -> network.run(8), () -> product.run(1), Duration.ofSeconds(10));
      double reached = operations * 8 / pairs.first() / 1e3;
      double possible = most / pairs.second() / 1e3;
      table.add(
          subject.name(), rows, pairs.first() / 8, reached, possible, 100 * reached / possible);
    }
  }

  /** Of the network that the card tells of. */
  private static long multiplyAdds(Subject subject) {
    try (OrtDenoiser model = OrtDenoiser.open(subject.file())) {
      ModelCard card = model.card();
      Map<String, String> configuration = new HashMap<>();
      card.toEntries()
          .forEach(
              (key, value) -> {
                if (key.startsWith(NETWORK_KEYS)) {
                  configuration.put(key.substring(NETWORK_KEYS.length()), value);
                }
              });
      return NetworkSummary.of(Networks.of(configuration)).multiplyAdds();
    }
  }
}
