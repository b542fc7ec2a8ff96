package io.github.diffusion4j.samples.server;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Says whether a client is still there while it waits for an answer. Servlets are not told: a
 * closed connection shows when it is read or written, and an answer is written only at its end. So
 * the connection of a request whose body was read is read without blocking; what a client has sent
 * ahead stays in Tomcat's buffer.
 */
@Component
final class Connections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final AtomicReference<@Nullable WatchedHttp11Protocol> protocol = new AtomicReference<>();

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(WatchedHttp11Protocol.class.getName());
    factory.addConnectorCustomizers(
        connector -> {
          if (connector.getProtocolHandler() instanceof WatchedHttp11Protocol watched) {
            protocol.set(watched);
          }
        });
  }

  /**
   * Asks for the thread that serves a request, and only there; HTTP/2, whose connections carry
   * several requests, is not watched.
   *
   * @return says whether the client is gone
   */
  BooleanSupplier clientOf(ServletRequest request) {
    WatchedHttp11Protocol watched = protocol.get();
    if (watched == null || !request.getProtocol().startsWith("HTTP/1")) {
      return () -> false;
    }
    return watched.connection(request).map(Connections::watch).orElse(() -> false);
  }

  private static BooleanSupplier watch(SocketWrapperBase<NioChannel> connection) {
    return () -> {
      try {
        connection.isReadyForRead();
        return false;
      } catch (IOException e) { // among them the end of the stream
        return true;
      }
    };
  }
}
