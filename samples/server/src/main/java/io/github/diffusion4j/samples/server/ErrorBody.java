package io.github.diffusion4j.samples.server;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What a client is told in place of images, in the form of OpenAI.
 *
 * @param error the reason
 */
record ErrorBody(Reason error) {

  /**
   * Why there are no images.
   *
   * @param message one sentence
   * @param type whose fault it is, such as {@code invalid_request_error}
   * @param param the field of the request; null if it is not about one
   * @param code for programs
   */
  record Reason(String message, String type, @Nullable String param, String code) {}

  static ErrorBody of(HttpStatusCode status, String code, @Nullable String field, String message) {
    return new ErrorBody(new Reason(message, type(status), field, code));
  }

  private static String type(HttpStatusCode status) {
    if (status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
      return "rate_limit_error";
    }
    return status.is5xxServerError() ? "server_error" : "invalid_request_error";
  }

  /** As an answer, whatever the client said that it accepts. */
  ResponseEntity<ErrorBody> answer(HttpStatusCode status) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(this);
  }
}
