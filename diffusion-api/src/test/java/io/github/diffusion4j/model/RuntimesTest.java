package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runtime is taken, of none, one and several. */
class RuntimesTest {
  private static final String FIRST = Some.class.getName() + "$A";
  private static final String SECOND = Some.class.getName() + "$B";

  @Test
  void ofSeveralTheFirstByNameIsTakenAndAllAreNamed(@TempDir Path folder) throws IOException {
    for (String order : List.of(FIRST + "\n" + SECOND, SECOND + "\n" + FIRST)) {
      List<String> warnings = new ArrayList<>();
      try (URLClassLoader loader = knowing(folder, order)) {
        assertEquals(FIRST, found(Stream.of(loader), warnings));
      }
      assertEquals(1, warnings.size());
      assertTrue(warnings.get(0).contains("[" + FIRST + ", " + SECOND + "]"), warnings.get(0));
    }
  }

  @Test
  void theLibrarysOwnComesBeforeThoseOfTheThread(@TempDir Path folder) throws IOException {
    List<String> warnings = new ArrayList<>();
    try (URLClassLoader own = knowing(folder.resolve("own"), SECOND);
        URLClassLoader ofThread = knowing(folder.resolve("thread"), FIRST)) {
      assertEquals(SECOND, found(Stream.of(own, ofThread), warnings));
      ClassLoader none = RuntimesTest.class.getClassLoader();
      assertEquals(FIRST, found(Stream.of(none, ofThread), warnings));
    }
    assertEquals(List.of(), warnings);
  }

  @Test
  void withoutOneTheArtifactIsNamed() {
    IllegalStateException e = assertThrows(IllegalStateException.class, ModelRuntime::find);
    assertTrue(String.valueOf(e.getMessage()).contains("diffusion-ort"), e::toString);
  }

  private static URLClassLoader knowing(Path folder, String runtimes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ModelRuntime.class.getName()), runtimes);
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, RuntimesTest.class.getClassLoader());
  }

  private static String found(Stream<ClassLoader> loaders, List<String> warnings) {
    Logger logger = Logger.getLogger(ClassPath.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            warnings.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      return ClassPath.runtime(loaders).getClass().getName();
    } finally {
      logger.removeHandler(handler);
    }
  }

  /** Runtimes that open nothing. */
  static final class Some {
    private Some() {}

    /** One. */
    public static final class A implements ModelRuntime {
      /** For the service loader. */
      public A() {}

      @Override
      public Model open(ModelSource source, RuntimeSettings settings) {
        throw new UnsupportedOperationException();
      }
    }

    /** Another. */
    public static final class B implements ModelRuntime {
      /** For the service loader. */
      public B() {}

      @Override
      public Model open(ModelSource source, RuntimeSettings settings) {
        throw new UnsupportedOperationException();
      }
    }
  }
}
