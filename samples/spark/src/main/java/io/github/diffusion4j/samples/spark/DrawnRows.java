package io.github.diffusion4j.samples.spark;

import io.github.diffusion4j.PipelineClosedException;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.GenerationCancelledException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.sql.Row;

/**
 * Rows of requests as rows of images, in their order. While one is waited for, those behind it are
 * with the scheduler already.
 */
final class DrawnRows implements Iterator<Row>, AutoCloseable {
  private final Iterator<Row> requests;
  private final OpenModels models;
  private final int ahead;
  private final Queue<InFlight> inFlight = new ArrayDeque<>();

  private record InFlight(ImageRequest request, CompletableFuture<Samples> samples) {}

  /**
   * The images of requests.
   *
   * @param ahead how many may be with the scheduler at once
   */
  DrawnRows(Iterator<Row> requests, OpenModels models, int ahead) {
    this.requests = requests;
    this.models = models;
    this.ahead = ahead;
  }

  @Override
  public boolean hasNext() {
    return !inFlight.isEmpty() || requests.hasNext();
  }

  @Override
  public Row next() {
    while (inFlight.size() < ahead && requests.hasNext()) {
      inFlight.add(submitted(ImageRequest.of(requests.next())));
    }
    InFlight first = inFlight.remove();
    String id = first.request().id();
    try {
      Samples samples = resultOf(first.samples());
      return ImageTable.image(
          id, samples.toPng(), ProvenanceJson.of(first.request().said(), samples.provenance()));
    } catch (RefusedException e) {
      return ImageTable.error(id, String.valueOf(e.getMessage()));
    }
  }

  private InFlight submitted(ImageRequest request) {
    try {
      return new InFlight(request, models.submit(request));
    } catch (RefusedException e) {
      return new InFlight(request, CompletableFuture.failedFuture(e));
    }
  }

  /** Waits; what fails for any cause but the request itself fails the task, which is redone. */
  private static Samples resultOf(CompletableFuture<Samples> samples) {
    try {
      return samples.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GenerationCancelledException("the task was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      if (e.getCause() instanceof IllegalStateException notFinite
          && !(notFinite instanceof PipelineClosedException)) {
        throw new RefusedException(String.valueOf(notFinite.getMessage()));
      }
      throw new IllegalStateException("drawing failed: " + e.getCause(), e.getCause());
    }
  }

  /** Gives up what nobody waits for any more, when the task is over. */
  @Override
  public void close() {
    inFlight.forEach(row -> row.samples().cancel(true));
    inFlight.clear();
  }
}
