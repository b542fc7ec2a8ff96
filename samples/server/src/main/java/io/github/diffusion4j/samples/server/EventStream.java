package io.github.diffusion4j.samples.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;

/** Server-sent events, one JSON object each. */
final class EventStream {
  private final OutputStream out;
  private final ObjectMapper mapper;

  private EventStream(OutputStream out, ObjectMapper mapper) {
    this.out = out;
    this.mapper = mapper;
  }

  static EventStream open(HttpServletResponse response, ObjectMapper mapper) {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // Nginx passes them on as they come
    try {
      response.flushBuffer();
      return new EventStream(response.getOutputStream(), mapper);
    } catch (IOException e) {
      throw new ClientGoneException();
    }
  }

  void send(StepEvents.Event event) {
    send(event.type(), event.data());
  }

  void send(String type, Object data) {
    try {
      String json = mapper.writeValueAsString(data); // of one line
      out.write("event: %s\ndata: %s\n\n".formatted(type, json).getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new ClientGoneException();
    }
  }
}
