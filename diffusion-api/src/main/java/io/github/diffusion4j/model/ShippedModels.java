package io.github.diffusion4j.model;

import com.google.common.reflect.ClassPath.ResourceInfo;
import io.github.diffusion4j.names.Names;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The models of the class path, looked for when one is not found. */
final class ShippedModels {
  private static final Pattern MODEL =
      Pattern.compile("META-INF/diffusion4j/([^/]+)/(\\1\\.onnx|model_index\\.json)");

  private ShippedModels() {}

  /** What to do where there is no model of a name. */
  static String instead(String name) {
    List<String> names = names();
    return names.isEmpty()
        ? "add the artifact diffusion-models, or load a path"
        : "there are " + Names.listed(name, names);
  }

  /** In alphabetical order; none where the class loaders cannot tell. */
  private static List<String> names() {
    return Stream.of(
            ShippedModels.class.getClassLoader(), Thread.currentThread().getContextClassLoader())
        .filter(Objects::nonNull)
        .distinct()
        .flatMap(ShippedModels::resources)
        .map(MODEL::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> resources(ClassLoader loader) {
    try {
      return com.google.common.reflect.ClassPath.from(loader).getResources().stream()
          .map(ResourceInfo::getResourceName);
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
