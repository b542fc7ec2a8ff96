package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.ort.text.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders of components on a class path whose files lie nowhere on a disk, as in a jar in a jar.
 */
class HubResourcesTest {
  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  /** Resources that only streams lead to. */
  private static final class Resources extends ClassLoader {
    private final Map<String, byte[]> contents = new HashMap<>();

    Resources(ToyFolder toy, String name) throws IOException {
      super(null);
      try (Stream<Path> files = Files.walk(toy.path())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String relative = toy.path().relativize(file).toString().replace('\\', '/');
          contents.put("META-INF/diffusion4j/" + name + "/" + relative, Files.readAllBytes(file));
        }
      }
    }

    @Override
    protected @Nullable URL findResource(String name) {
      byte[] content = contents.get(name);
      if (content == null) {
        return null;
      }
      try {
        return new URL(null, "memory:" + name, new Handler(content));
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] content;

    Handler(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }

  /** Calls with the resources of a folder on the class path of the thread. */
  private static <T> T with(ToyFolder toy, String name, Callable<T> call) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new Resources(toy, name));
    try {
      return call.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void itDrawsWhatTheFolderDraws() throws Exception {
    ToyFolder toy = ToyFolder.xl(folder.resolve("xl"));
    try (DiffusionPipeline named = with(toy, "toy-xl", () -> DiffusionPipeline.load("toy-xl"));
        DiffusionPipeline files = DiffusionPipeline.load(toy.path())) {
      assertEquals(files.prompt("a cat!"), named.prompt("a cat!"));
      assertArrayEquals(
          files.generate(files.prompt("a cat!"), 3).values(0),
          named.generate(named.prompt("a cat!"), 3).values(0));
      assertEquals("toy-xl", named.card().name());
    }
  }

  @Test
  void itsTokenizersAreThoseOfTheFolder() throws Exception {
    ToyFolder toy = ToyFolder.xl(folder.resolve("xl"));
    for (String role : new String[] {"tokenizer", "tokenizer_2"}) {
      Tokenizer named =
          with(toy, "toy-xl", () -> Tokenizer.load(ModelSource.named("toy-xl"), role));
      Tokenizer files = Tokenizer.load(toy.path().resolve(role));
      assertEquals(files.encode("cat!"), named.encode("cat!"));
      assertTrue(named.encode("cat!").ids().length == ToyFolder.TOKENS);
    }
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    ToyFolder toy = ToyFolder.stableDiffusion(folder.resolve("toy"));
    toy.delete("tokenizer/merges.txt");
    with(
        toy,
        "toy",
        () -> {
          Refused.with(
              IllegalArgumentException.class,
              () -> DiffusionPipeline.load("toy"),
              "toy/tokenizer: no tokenizer here, expected vocab.json and merges.txt, or tokenizer.json; copy");
          return null;
        });
  }

  @Test
  void weightsOutsideOfTheGraphAreRefused() throws Exception {
    ToyFolder toy = ToyFolder.older(folder.resolve("older"));
    with(
        toy,
        "older",
        () -> {
          Refused.with(
              IllegalArgumentException.class,
              () -> DiffusionPipeline.load("older"),
              "older/unet/model.onnx: its weights lie in another file, weights.pb, and a model of the class path");
          return null;
        });
  }
}
