package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtLoraAdapter;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.model.StopSignal;

/**
 * One run of a session, with options of its own since their terminate flag stays up.
 *
 * <p>Thread-safe.
 */
final class Run implements AutoCloseable {
  private final StopSignal unwanted;
  private final OrtSession.RunOptions options;
  private boolean over;

  Run(StopSignal unwanted) throws OrtException {
    this.unwanted = unwanted;
    options = new OrtSession.RunOptions();
    options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors come as exceptions
  }

  /** Lets an adapter change the weights, which stays open until the run is over. */
  void activate(OrtLoraAdapter adapter) throws OrtException {
    options.addActiveLoraAdapter(adapter);
  }

  OrtSession.RunOptions options() {
    return options;
  }

  void stopIfUnwanted() {
    if (unwanted.reason() != null) {
      stop();
    }
  }

  /** Stops it between two nodes of the graph. */
  synchronized void stop() {
    if (!over) {
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    options.close();
  }
}
