package io.github.diffusion4j.samples.spark;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.sampler.Samplers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row of requests.
 *
 * @param id of the row
 * @param said the fields that say something, by name
 * @param fault why the row is no request; empty if it is one
 */
record ImageRequest(String id, Map<String, String> said, Optional<String> fault) {

  static ImageRequest of(Row row) {
    String id = row.getAs(RequestTable.ID);
    Map<String, String> said = new LinkedHashMap<>();
    for (String field : RequestTable.FIELDS) {
      @Nullable String value = row.getAs(field);
      if (value != null && !value.isBlank()) {
        said.put(field, value.strip());
      }
    }
    return new ImageRequest(id, said, faultOf(row, id));
  }

  private static Optional<String> faultOf(Row row, String id) {
    if (id.isBlank()) {
      return Optional.of("a row without an id");
    }
    long times = row.<Long>getAs(RequestTable.TIMES);
    if (times > 1) {
      return Optional.of("the id %s is that of %d rows: give each its own".formatted(id, times));
    }
    @Nullable String line = row.getAs(RequestTable.MALFORMED);
    return line == null
        ? Optional.empty()
        : Optional.of(
            "a line with more or fewer fields than the header, %s: quote what has commas"
                .formatted(line));
  }

  /**
   * The name of the model.
   *
   * @throws RefusedException if this is no request, or names none
   */
  String model() {
    fault.ifPresent(
        why -> {
          throw new RefusedException(why);
        });
    return text("model").orElseThrow(() -> new RefusedException("a row without a model"));
  }

  /**
   * What its model is asked.
   *
   * @throws RefusedException if the model cannot do that
   */
  GenerationRequest on(DiffusionPipeline pipeline) {
    try {
      GenerationRequest request = pipeline.request();
      if (said.containsKey("prompt") && said.containsKey("labels")) {
        throw new RefusedException("prompt and labels: give one of them");
      }
      text("prompt").ifPresent(request::prompt);
      text("labels")
          .ifPresent(labels -> request.context(pipeline.context(labels.split("\\s*,\\s*"))));
      number("seed", Long::valueOf).ifPresent(request::seed);
      text("sampler").ifPresent(name -> request.sampler(Samplers.named(name, 0)));
      number("steps", Integer::valueOf).ifPresent(request::steps);
      number("guidance", Double::valueOf).ifPresent(request::guidance);
      request.plan();
      return request;
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(said.get(field));
  }

  private <T> Optional<T> number(String field, Function<String, T> reading) {
    return text(field)
        .map(
            value -> {
              try {
                return reading.apply(value);
              } catch (NumberFormatException e) {
                throw new RefusedException("%s = %s: not such a number".formatted(field, value));
              }
            });
  }
}
