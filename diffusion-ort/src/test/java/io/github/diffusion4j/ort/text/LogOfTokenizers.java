package io.github.diffusion4j.ort.text;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What tokenizers log while this is open; it is not printed. */
final class LogOfTokenizers extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger(Tokenizer.class.getName());
  private final List<String> messages = new CopyOnWriteArrayList<>();

  LogOfTokenizers() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<String> messages() {
    return messages;
  }

  @Override
  public void publish(LogRecord entry) {
    messages.add(entry.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
