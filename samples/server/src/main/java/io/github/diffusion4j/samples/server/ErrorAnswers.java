package io.github.diffusion4j.samples.server;

import org.apache.catalina.connector.ClientAbortException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what goes wrong into one sentence with the right status. */
@RestControllerAdvice
final class ErrorAnswers {
  private static final System.Logger LOG = System.getLogger(ErrorAnswers.class.getName());

  /** Nginx's, for a client that closed its connection; only metrics see it. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  @ExceptionHandler(ApiException.class)
  ResponseEntity<ErrorBody> api(ApiException e) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_JSON);
    if (e.retryAfterSeconds() > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfterSeconds()));
    }
    return answer.body(e.body());
  }

  /** It may also go while it still sends, or is answered. */
  @ExceptionHandler({ClientGoneException.class, ClientAbortException.class})
  ResponseEntity<Void> nobodyWaits() {
    return ResponseEntity.status(CLIENT_CLOSED_REQUEST).build();
  }

  @ExceptionHandler(MaxUploadSizeExceededException.class)
  ResponseEntity<ErrorBody> tooLarge() {
    return api(
        ApiException.tooLarge("the upload is too large: send images of the size that is drawn"));
  }

  @ExceptionHandler(MultipartException.class)
  ResponseEntity<ErrorBody> notMultipart() {
    return api(
        ApiException.badRequest("the body is no multipart/form-data: send fields and files"));
  }

  @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
  ResponseEntity<ErrorBody> mediaType(HttpMediaTypeNotSupportedException e) {
    return ErrorBody.of(
            e.getStatusCode(),
            "unsupported_media_type",
            null,
            "a body of type %s: this path takes %s"
                .formatted(e.getContentType(), e.getSupportedMediaTypes()))
        .answer(e.getStatusCode());
  }

  @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
  ResponseEntity<ErrorBody> method(HttpRequestMethodNotSupportedException e) {
    return ErrorBody.of(
            e.getStatusCode(),
            "method_not_allowed",
            null,
            "%s on this path: it takes %s".formatted(e.getMethod(), e.getSupportedHttpMethods()))
        .answer(e.getStatusCode());
  }

  @ExceptionHandler(NoResourceFoundException.class)
  ResponseEntity<ErrorBody> notFound() {
    return notFound(HttpStatus.NOT_FOUND);
  }

  static ResponseEntity<ErrorBody> notFound(HttpStatusCode status) {
    return ErrorBody.of(
            status,
            "unknown_url",
            null,
            "there is nothing here: the service answers /v1/images/generations, /v1/images/edits,"
                + " /v1/images/variations, /v1/models and /actuator/health")
        .answer(status);
  }

  /** What Spring refuses on its own, by its status; anything else is a fault of the service. */
  @ExceptionHandler(Exception.class)
  ResponseEntity<ErrorBody> other(Exception e) {
    if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return ErrorBody.of(
              known.getStatusCode(), "invalid_request", null, "the request cannot be read")
          .answer(known.getStatusCode());
    }
    LOG.log(System.Logger.Level.ERROR, "a request failed", e);
    return ErrorBody.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal_error",
            null,
            "the service failed; its log says why")
        .answer(HttpStatus.INTERNAL_SERVER_ERROR);
  }
}
