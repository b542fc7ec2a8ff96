package io.github.diffusion4j.samples.gpt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the samples log, in place of the console. */
final class LogLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("io.github.diffusion4j.samples.gpt");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  static LogLines start() {
    LogLines lines = new LogLines();
    LOGGER.addHandler(lines);
    LOGGER.setUseParentHandlers(false);
    return lines;
  }

  List<String> warnings() {
    return records.stream()
        .filter(record -> record.getLevel().equals(Level.WARNING))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}
