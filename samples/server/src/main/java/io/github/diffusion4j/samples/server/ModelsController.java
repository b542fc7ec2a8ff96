package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.SamplingDefaults;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.tensor.Shape;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says what models there are, in the form of OpenAI and with what else a client may want. */
@RestController
final class ModelsController {
  private final Models models;
  private final long started = Instant.now().getEpochSecond();

  ModelsController(Models models) {
    this.models = models;
  }

  @GetMapping("/v1/models")
  Map<String, Object> all() {
    List<Map<String, Object>> entries = models.all().stream().map(this::entry).toList();
    return Map.of("object", "list", "data", entries);
  }

  @GetMapping("/v1/models/{name}")
  Map<String, Object> one(@PathVariable String name) {
    return entry(models.named(name));
  }

  private Map<String, Object> entry(ServedModel model) {
    DiffusionPipeline pipeline = model.pipeline();
    Shape image = pipeline.imageShape();
    SamplingDefaults defaults = pipeline.card().defaults();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", model.name());
    entry.put("object", "model");
    entry.put("created", started);
    entry.put("owned_by", "diffusion4j");
    entry.put("width", image.dimension(2));
    entry.put("height", image.dimension(1));
    entry.put("labels", pipeline.card().context().labels());
    entry.put("conditional", !pipeline.card().context().isEmpty());
    entry.put("sampler", pipeline.scheduler().isPresent() ? "" : defaults.sampler());
    entry.put("steps", defaults.steps());
    entry.put("guidance", defaults.guidance());
    entry.put("samplers", Catalogue.names());
    return entry;
  }
}
