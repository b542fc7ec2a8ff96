package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.GenerationListener;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what happened to a drawing until the client's thread sends it. */
final class StepEvents implements GenerationListener {
  private final Drawing drawing;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  StepEvents(Drawing drawing) {
    this.drawing = drawing;
  }

  /**
   * What is sent at once.
   *
   * @param type its name
   * @param data what there is to say
   */
  record Event(String type, Map<String, Object> data) {
    static Event of(String type) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("type", type);
      return new Event(type, data);
    }

    Event with(String name, Object value) {
      data.put(name, value);
      return this;
    }
  }

  @Override
  public void onStep(Step step) {
    int done = step.index() + 1;
    events.add(
        Event.of(drawing.kind() + ".progress")
            .with("index", step.firstSample())
            .with("step", done)
            .with("steps", step.count()));
    long wanted = drawing.delivery().partialImages();
    long shown = wanted * done / step.count();
    if (shown > wanted * step.index() / step.count()) {
      events.add(
          Event.of(drawing.kind() + ".partial_image")
              .with("index", step.firstSample())
              .with("partial_image_index", shown - 1)
              .with("size", drawing.size().toString())
              .with("b64_json", Base64.getEncoder().encodeToString(drawing.preview(step.x0()))));
    }
  }

  /** The next event, or null if there is none in time. */
  @Nullable Event next(long millis) throws InterruptedException {
    return events.poll(millis, TimeUnit.MILLISECONDS);
  }
}
