package io.github.diffusion4j.samples.server;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** A form with files. */
final class Multipart {
  private static final String BOUNDARY = "----between-parts";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Multipart field(String name, Object value) {
    return part("name=\"%s\"".formatted(name), value.toString().getBytes(StandardCharsets.UTF_8));
  }

  Multipart file(String name, byte[] content) {
    return part("name=\"%s\"; filename=\"%s.png\"".formatted(name, name), content);
  }

  private Multipart part(String disposition, byte[] content) {
    body.writeBytes(
        "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n"
            .formatted(BOUNDARY, disposition)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  HttpRequest.BodyPublisher publisher() {
    body.writeBytes("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.BodyPublishers.ofByteArray(body.toByteArray());
  }
}
