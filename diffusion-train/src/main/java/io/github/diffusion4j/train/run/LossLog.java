package io.github.diffusion4j.train.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.train.listener.LogLine;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The losses of a run, in memory and as CSV. */
public final class LossLog {
  private static final String HEADER =
      "step,pictures,loss,held_out_loss,gradient_norm,learning_rate";

  private static final Logger LOG = System.getLogger(LossLog.class.getName());

  private final Path file;
  private final List<LogLine> lines = new ArrayList<>();

  private LossLog(Path file) {
    this.file = file;
  }

  public static LossLog create(Path file) {
    LossLog log = new LossLog(file);
    log.rewrite();
    return log;
  }

  /** Goes on after a step; lines of later steps were of a future that did not come. */
  public static LossLog resume(Path file, long step) {
    LossLog log = new LossLog(file);
    log.lines.addAll(read(file, step));
    log.rewrite();
    return log;
  }

  /** The lines up to a step; missing or damaged lines are logged and skipped. */
  public static List<LogLine> read(Path file, long step) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "no losses before step {0}: cannot read {1}", "" + step, e.toString());
      return List.of();
    }
    List<LogLine> read = new ArrayList<>();
    int spoilt = 0;
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      try {
        read.add(parse(line));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        spoilt++;
      }
    }
    if (spoilt > 0) {
      LOG.log(Level.WARNING, "{0}: {1} lines are no losses, and are left out", file, spoilt);
    }
    return read.stream().filter(line -> line.step() <= step).toList();
  }

  public void add(LogLine line) {
    lines.add(line);
    rewrite();
  }

  public List<LogLine> lines() {
    return List.copyOf(lines);
  }

  private void rewrite() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    lines.forEach(line -> text.append(format(line)).append('\n'));
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(UTF_8)));
  }

  private static String format(LogLine line) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%.6g,%s,%.6g,%.6g",
        line.step(),
        line.images(),
        line.loss(),
        Double.isNaN(line.heldOutLoss())
            ? ""
            : String.format(Locale.ROOT, "%.6g", line.heldOutLoss()),
        line.gradientNorm(),
        line.learningRate());
  }

  private static LogLine parse(String text) {
    String[] cells = text.split(",", -1);
    return new LogLine(
        Long.parseLong(cells[0]),
        Long.parseLong(cells[1]),
        Double.parseDouble(cells[2]),
        cells[3].isEmpty() ? Double.NaN : Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]));
  }
}
