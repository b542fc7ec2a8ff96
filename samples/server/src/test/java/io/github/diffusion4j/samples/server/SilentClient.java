package io.github.diffusion4j.samples.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A client that reads no answer, and goes away when it is closed. */
final class SilentClient implements AutoCloseable {
  private final Socket socket;

  private SilentClient(Socket socket) {
    this.socket = socket;
  }

  /** Sends a request. */
  static SilentClient ask(RunningServer server, Map<String, Object> request) throws IOException {
    return ask(server, request, 1);
  }

  /** Sends a share of a request's body, in [0, 1]. */
  static SilentClient ask(RunningServer server, Map<String, Object> request, double share)
      throws IOException {
    byte[] body = RunningServer.json(request).getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(ImagesController.GENERATIONS, body.length)
            .replace("\n", "\r\n");
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(body, 0, (int) (share * body.length));
    out.flush();
    return new SilentClient(socket);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
