package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.RuntimeSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * The models that are served. Each draws one sample before the service says that it is ready, so
 * that no client waits for libraries and weights.
 */
@Component
final class Models implements ApplicationRunner, AutoCloseable {
  private final Map<String, ServedModel> models = new LinkedHashMap<>();

  Models(ServerSettings settings, MeterRegistry registry) {
    RuntimeSettings device = Device.named(settings.device());
    settings
        .models()
        .forEach(name -> add(name, DiffusionPipeline.load(name, device), settings, registry));
    settings // paths as texts: Spring would look for them in the web application
        .folders()
        .forEach(
            (name, path) ->
                add(name, DiffusionPipeline.load(Path.of(path), device), settings, registry));
    if (models.isEmpty()) {
      throw new IllegalArgumentException(
          "no model: name shipped ones in diffusion.models, or folders in diffusion.folders.NAME");
    }
  }

  private void add(
      String name, DiffusionPipeline pipeline, ServerSettings settings, MeterRegistry registry) {
    if (models.containsKey(name)) {
      throw new IllegalArgumentException(
          "two models called %s: give the one of diffusion.folders another name".formatted(name));
    }
    models.put(name, ServedModel.of(name, pipeline, settings, registry));
  }

  @Override
  public void run(ApplicationArguments args) {
    all().forEach(ServedModel::warmUp);
  }

  /** All, the default one first. */
  Collection<ServedModel> all() {
    return Collections.unmodifiableCollection(models.values());
  }

  /** The model of a name; the first for none. */
  ServedModel named(@Nullable String name) {
    if (name == null) {
      return models.values().iterator().next();
    }
    ServedModel model = models.get(name);
    if (model == null) {
      throw ApiException.noModel("model = %s: there are %s".formatted(name, models.keySet()));
    }
    return model;
  }

  @Override
  public void close() {
    models.values().forEach(ServedModel::close);
  }
}
