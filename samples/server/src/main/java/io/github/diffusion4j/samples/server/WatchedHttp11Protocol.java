package io.github.diffusion4j.samples.server;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** HTTP/1.1 of Tomcat, whose open connections can be looked at. Tomcat makes it by its name. */
public final class WatchedHttp11Protocol extends Http11NioProtocol {

  /** The connection that a request came by. */
  Optional<SocketWrapperBase<NioChannel>> connection(ServletRequest request) {
    return getEndpoint().getConnections().stream()
        .filter(
            wrapper ->
                wrapper.getRemotePort() == request.getRemotePort()
                    && request.getRemoteAddr().equals(wrapper.getRemoteAddr())
                    && wrapper.getLocalPort() == request.getLocalPort())
        .findFirst();
  }
}
