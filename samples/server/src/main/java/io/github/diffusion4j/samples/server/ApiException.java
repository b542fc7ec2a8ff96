package io.github.diffusion4j.samples.server;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is not answered with images, and what the client is told instead. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final String code;
  private final @Nullable String field;
  private final long retryAfterSeconds;

  private ApiException(
      HttpStatus status,
      String code,
      @Nullable String field,
      String message,
      long retryAfterSeconds) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** A field of the request with a value that it does not take. */
  static ApiException badField(String field, String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, "invalid_value", field, message, 0);
  }

  static ApiException badRequest(String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, "invalid_request", null, message, 0);
  }

  static ApiException tooLarge(String message) {
    return new ApiException(HttpStatus.PAYLOAD_TOO_LARGE, "body_too_large", null, message, 0);
  }

  static ApiException noModel(String message) {
    return new ApiException(HttpStatus.NOT_FOUND, "model_not_found", "model", message, 0);
  }

  static ApiException queueFull(String message, long retryAfterSeconds) {
    return new ApiException(
        HttpStatus.TOO_MANY_REQUESTS, "queue_full", null, message, retryAfterSeconds);
  }

  static ApiException tooLate(String message) {
    return new ApiException(HttpStatus.GATEWAY_TIMEOUT, "deadline_exceeded", null, message, 0);
  }

  static ApiException closing(String message) {
    return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "shutting_down", null, message, 0);
  }

  static ApiException failed(String message) {
    return new ApiException(
        HttpStatus.INTERNAL_SERVER_ERROR, "generation_failed", null, message, 0);
  }

  HttpStatus status() {
    return status;
  }

  /** When to come again; 0 if that is no help. */
  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  ErrorBody body() {
    return ErrorBody.of(status, code, field, String.valueOf(getMessage()));
  }
}
