package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.DiffusionPipeline;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Threads of pools and containers have other context class loaders, or none. */
class ContextLoaderTest {

  @Test
  void theRuntimeIsFoundWhateverTheThreadsClassLoader() throws Exception {
    for (@Nullable ClassLoader loader : loaders()) {
      FutureTask<String> name =
          new FutureTask<>(
              () -> {
                try (DiffusionPipeline pipeline = DiffusionPipeline.load(Foreign.UNET)) {
                  return pipeline.card().name();
                }
              });
      Thread thread = new Thread(name);
      thread.setContextClassLoader(loader);
      thread.start();
      assertEquals("PyTorch UNet", name.get());
    }
  }

  private static List<@Nullable ClassLoader> loaders() {
    List<@Nullable ClassLoader> loaders = new ArrayList<>();
    loaders.add(null);
    loaders.add(ClassLoader.getPlatformClassLoader());
    loaders.add(new URLClassLoader(new URL[0], null));
    return loaders;
  }
}
