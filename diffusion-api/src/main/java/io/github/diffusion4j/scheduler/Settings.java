package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.names.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a configuration, and the arguments of the call that makes its timesteps, by name
 * and type.
 *
 * @param kind the class of the scheduler
 * @param fields those given and the defaults of the class, without those that are null
 * @param arguments those given
 */
record Settings(
    SchedulerClass kind,
    ImmutableMap<String, Object> fields,
    ImmutableMap<String, Object> arguments) {

  String text(String key) {
    Object value = value(key);
    if (value instanceof String text) {
      return text;
    }
    throw refusal(key, "a text");
  }

  /** A text that is one of some. */
  String choice(String key, String... allowed) {
    String text = text(key);
    if (Arrays.asList(allowed).contains(text)) {
      return text;
    }
    throw refusal(
        key,
        "it is one of " + String.join(", ", allowed) + Names.didYouMean(text, List.of(allowed)));
  }

  double number(String key) {
    return number(key, value(key));
  }

  double numberAbove(double bound, String key) {
    double number = number(key);
    if (!(number > bound && number < Double.POSITIVE_INFINITY)) {
      throw refusal(key, "a finite number above " + bound);
    }
    return number;
  }

  /** A number between two bounds, both excluded. */
  double numberBetween(double least, double most, String key) {
    double number = number(key);
    if (!(number > least && number < most)) {
      throw refusal(key, "a number between %s and %s".formatted(least, most));
    }
    return number;
  }

  int whole(String key) {
    double number = number(key);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw refusal(key, "a whole number");
    }
    return (int) number;
  }

  /** A whole number from a least to a most. */
  int whole(String key, int least, int most) {
    int number = whole(key);
    if (number < least || number > most) {
      throw refusal(key, "a whole number from %d to %d".formatted(least, most));
    }
    return number;
  }

  /** Whether a field is there and true. */
  boolean is(String key) {
    Object value = fields.get(key);
    if (value != null && !(value instanceof Boolean)) {
      throw refusal(key, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  /** Whether a field is there and not null. */
  boolean has(String key) {
    return fields.containsKey(key);
  }

  double[] list(String key) {
    return list(key, value(key));
  }

  /** Whether an argument is there. */
  boolean asks(String argument) {
    return arguments.containsKey(argument);
  }

  boolean asksFor(String argument) {
    Object value = arguments.get(argument);
    if (value != null && !(value instanceof Boolean)) {
      throw refusal(argument, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  double asked(String argument) {
    return number(argument, Objects.requireNonNull(arguments.get(argument), argument));
  }

  double asked(String argument, double otherwise) {
    return asks(argument) ? asked(argument) : otherwise;
  }

  double askedShare(String argument, double otherwise) {
    double share = asked(argument, otherwise);
    if (!(share >= 0 && share <= 1)) {
      throw refusal(argument, "a number from 0 to 1");
    }
    return share;
  }

  int askedWhole(String argument, int otherwise) {
    double number = asked(argument, otherwise);
    if (number != Math.rint(number) || !(number >= 1 && number <= Integer.MAX_VALUE)) {
      throw refusal(argument, "a whole number of at least 1");
    }
    return (int) number;
  }

  double[] askedList(String argument) {
    return list(argument, Objects.requireNonNull(arguments.get(argument), argument));
  }

  /** T. */
  int trainingSteps() {
    return whole("num_train_timesteps", 1, 1_000_000);
  }

  /** What is wrong with a field or an argument, in one sentence that names it and its value. */
  IllegalArgumentException refusal(String key, String why) {
    @Nullable Object value = arguments.containsKey(key) ? arguments.get(key) : fields.get(key);
    return new IllegalArgumentException(
        "%s: %s = %s: %s".formatted(kind.className(), key, shown(value), why));
  }

  /** Whole numbers without a point. */
  static String shown(@Nullable Object value) {
    if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) <= Integer.MAX_VALUE) {
      return Integer.toString(d.intValue());
    }
    return String.valueOf(value);
  }

  private Object value(String key) {
    Object value = fields.get(key);
    if (value == null) {
      throw refusal(key, "a value is needed; leave the field out for its default");
    }
    return value;
  }

  private double number(String key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text && text.matches("-?Infinity")) {
      return Double.parseDouble(text);
    }
    throw refusal(key, "a number");
  }

  private double[] list(String key, Object value) {
    if (value instanceof double[] numbers) {
      return numbers.clone();
    }
    if (!(value instanceof List<?> list)) {
      throw refusal(key, "a list of numbers");
    }
    return list.stream()
        .mapToDouble(element -> number(key, element == null ? "null" : element))
        .toArray();
  }

  /** This with other arguments. */
  Settings with(Map<String, Object> newArguments) {
    return new Settings(
        kind,
        fields,
        ImmutableMap.<String, Object>builder()
            .putAll(arguments)
            .putAll(newArguments)
            .buildKeepingLast());
  }
}
