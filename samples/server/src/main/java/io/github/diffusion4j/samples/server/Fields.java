package io.github.diffusion4j.samples.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of a request by name, whether they came as JSON, as a form or in a link. Each is read
 * with its bounds; a wrong one is refused in a sentence that has its name and value.
 */
final class Fields {
  private static final int MOST_SHOWN = 60;

  private final Map<String, List<String>> values;

  private Fields(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Those of a JSON object: texts, numbers, truth values, and lists of texts. */
  static Fields ofJson(byte[] json, ObjectMapper mapper) {
    JsonNode tree;
    try {
      tree = mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ApiException.badRequest("the body is no JSON in UTF-8");
    }
    if (!(tree instanceof ObjectNode object)) {
      throw ApiException.badRequest("the body is no JSON object, such as {\"prompt\": \"folder\"}");
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                values.put(field.getKey(), texts(field.getKey(), field.getValue()));
              }
            });
    return new Fields(values);
  }

  private static List<String> texts(String name, JsonNode value) {
    List<String> texts = new ArrayList<>();
    Iterable<JsonNode> elements = value.isArray() ? value : List.of(value);
    for (JsonNode element : elements) {
      if (!element.isValueNode()) {
        throw ApiException.badField(
            name, "%s = %s: a text, a number or a list of texts".formatted(name, cut(value + "")));
      }
      texts.add(element.asText());
    }
    return texts;
  }

  /** Those of a form or of a link; empty ones are as good as not given. */
  static Fields ofParameters(Map<String, String[]> parameters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, given) -> {
          List<String> filled = Arrays.stream(given).filter(text -> !text.isEmpty()).toList();
          if (!filled.isEmpty() || name.equals("labels")) {
            values.put(name, filled);
          }
        });
    return new Fields(values);
  }

  /** Refuses a field that nobody reads, which would else be passed over in silence. */
  void requireKnown(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw ApiException.badField(
            cut(name), "there is no field %s: there are %s".formatted(cut(name), known));
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** All texts of a list; elements and commas separate them. */
  Optional<List<String>> texts(String name) {
    return Optional.ofNullable(values.get(name))
        .map(
            given ->
                given.stream()
                    .flatMap(text -> Arrays.stream(text.split(",", -1)))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList());
  }

  Optional<String> text(String name) {
    List<String> given = values.get(name);
    if (given == null) {
      return Optional.empty();
    }
    if (given.size() != 1) {
      throw ApiException.badField(name, "%d values of %s: give one".formatted(given.size(), name));
    }
    return Optional.of(given.get(0));
  }

  /** One of some texts. */
  Optional<String> oneOf(String name, List<String> known) {
    return text(name)
        .map(
            given -> {
              if (!known.contains(given)) {
                throw bad(name, given, "one of " + known);
              }
              return given;
            });
  }

  boolean isTrue(String name) {
    return oneOf(name, List.of("true", "false")).filter("true"::equals).isPresent();
  }

  Optional<Long> whole(String name, long least, long most) {
    return number(name, Long::valueOf, least, most, "a whole number");
  }

  Optional<Double> real(String name, double least, double most) {
    return number(name, Double::valueOf, least, most, "a number");
  }

  private <T extends Number> Optional<T> number(
      String name, Function<String, T> parser, T least, T most, String kind) {
    return text(name)
        .map(
            given -> {
              T value;
              try {
                value = parser.apply(given);
              } catch (NumberFormatException e) {
                throw bad(name, given, kind);
              }
              boolean fits =
                  value instanceof Long whole
                      ? whole >= least.longValue() && whole <= most.longValue()
                      : value.doubleValue() >= least.doubleValue()
                          && value.doubleValue() <= most.doubleValue();
              if (!fits) {
                throw bad(name, given, "%s from %s to %s".formatted(kind, least, most));
              }
              return value;
            });
  }

  static ApiException bad(String name, String given, String wanted) {
    return ApiException.badField(name, "%s = %s: it is %s".formatted(name, cut(given), wanted));
  }

  /** So that an answer is not as long as what was sent. */
  private static String cut(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }
}
