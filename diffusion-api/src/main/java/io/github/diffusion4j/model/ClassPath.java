package io.github.diffusion4j.model;

import java.net.URL;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Where runtimes and models of the application are found. The library's own class loader comes
 * first, so that it does not depend on the thread what is found: those of common pools have a
 * context class loader that knows nothing of the application.
 */
final class ClassPath {
  private static final System.Logger LOGGER = System.getLogger(ClassPath.class.getName());

  private ClassPath() {}

  static Optional<URL> find(String resource) {
    return loaders()
        .map(loader -> loader.getResource(resource))
        .filter(Objects::nonNull)
        .findFirst();
  }

  static ModelRuntime runtime() {
    return runtime(loaders());
  }

  static ModelRuntime runtime(Stream<ClassLoader> loaders) {
    List<ServiceLoader.Provider<ModelRuntime>> found =
        loaders
            .map(ClassPath::runtimes)
            .filter(some -> !some.isEmpty())
            .findFirst()
            .orElse(List.of());
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "no runtime on the class path: add the artifact io.github.diffusion4j:diffusion-ort");
    }
    if (found.size() > 1) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "several runtimes on the class path, the first is used: {0}. Keep one, or open the model by the class of a runtime",
          found.stream().map(runtime -> runtime.type().getName()).toList());
    }
    return found.get(0).get();
  }

  /** By name, for the order of a class path is an accident. */
  private static List<ServiceLoader.Provider<ModelRuntime>> runtimes(ClassLoader loader) {
    try {
      return ServiceLoader.load(ModelRuntime.class, loader).stream()
          .sorted(Comparator.comparing(runtime -> runtime.type().getName()))
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException(
          "a runtime on the class path cannot be used: " + e.getMessage(), e);
    }
  }

  private static Stream<ClassLoader> loaders() {
    return Stream.concat(
            Stream.ofNullable(ClassPath.class.getClassLoader()),
            Stream.ofNullable(Thread.currentThread().getContextClassLoader()))
        .distinct();
  }
}
