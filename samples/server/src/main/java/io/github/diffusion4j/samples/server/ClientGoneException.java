package io.github.diffusion4j.samples.server;

/** The client closed its connection, so there is nobody to answer. */
final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClientGoneException() {
    super("the client is gone");
  }
}
