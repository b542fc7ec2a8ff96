package io.github.diffusion4j.fake;

import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelRuntime;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Opens folders that {@link #write} made as {@link FakeModel}s; leaves the rest to the others. */
public final class FakeRuntime implements ModelRuntime {
  private static final String INDEX = "{\"_class_name\": \"FakePipeline\"}";

  /** For the service loader. */
  public FakeRuntime() {}

  /** Makes a folder that opens as a model of prompts and latents. */
  public static Path write(Path folder) {
    try {
      Files.writeString(
          Files.createDirectories(folder).resolve(ModelSource.INDEX),
          INDEX,
          StandardCharsets.UTF_8);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Model open(ModelSource source, RuntimeSettings settings) {
    boolean fake =
        source
            .read(ModelSource.INDEX)
            .map(index -> new String(index, StandardCharsets.UTF_8).equals(INDEX))
            .orElse(false);
    return fake ? new FakeModel(settings) : other().open(source, settings);
  }

  private static ModelRuntime other() {
    return ServiceLoader.load(ModelRuntime.class).stream()
        .filter(provider -> provider.type() != FakeRuntime.class)
        .findFirst()
        .orElseThrow()
        .get();
  }
}
