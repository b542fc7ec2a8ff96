package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.ort.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code model_index.json} of a folder: the class of its pipeline, and its components.
 *
 * @param source of the files
 * @param json the content
 * @param pipeline its class without the prefix of an exporter, such as {@code
 *     StableDiffusionPipeline}
 * @param components names of components with their classes, in the file's order
 */
record HubIndex(ModelSource source, Json json, String pipeline, Map<String, String> components) {
  static final String TEXT_ENCODER = "text_encoder";
  static final String TEXT_ENCODER_2 = "text_encoder_2";
  static final String TOKENIZER = "tokenizer";
  static final String TOKENIZER_2 = "tokenizer_2";
  static final String DECODER = "vae_decoder";
  static final String ENCODER = "vae_encoder";
  static final String CONTROLNET = "controlnet";
  static final String SCHEDULER = "scheduler";
  private static final List<String> NETWORKS = List.of("unet", "transformer");

  /** What takes no part in drawing. */
  private static final Set<String> LEFT_OUT =
      Set.of("safety_checker", "feature_extractor", "vae", "image_encoder");

  private static final Set<String> USED =
      Set.of(
          "unet",
          "transformer",
          TEXT_ENCODER,
          TEXT_ENCODER_2,
          TOKENIZER,
          TOKENIZER_2,
          DECODER,
          ENCODER,
          CONTROLNET,
          SCHEDULER);

  static HubIndex of(ModelSource source) {
    String file = source.nameOf(ModelSource.INDEX);
    byte[] content =
        source
            .read(ModelSource.INDEX)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file + ": not there; download the whole folder of the model"));
    Json json = Json.parse(file, content);
    Map<String, String> components = new LinkedHashMap<>();
    json.members()
        .forEach(
            (name, value) -> {
              if (value.isArray() && value.elements().size() == 2) {
                Json type = value.elements().get(1);
                if (type.isString()) { // [null, null] is a component that is not there
                  components.put(name, type.string());
                }
              }
            });
    HubIndex index =
        new HubIndex(
            source,
            json,
            json.get("_class_name").string().replaceFirst("^(ORT|Onnx|OV)", ""),
            components);
    index.refuseWhatIsNotRun();
    return index;
  }

  private void refuseWhatIsNotRun() {
    List<String> others = new ArrayList<>(components.keySet());
    others.removeAll(USED);
    others.removeAll(LEFT_OUT);
    if (!others.isEmpty()) {
      throw json.refused(
          "names the component '%s' (%s) of a %s, which this library does not run; it runs %s"
              .formatted(
                  others.get(0),
                  components.get(others.get(0)),
                  pipeline,
                  USED.stream().sorted().toList()));
    }
    if (flag("requires_aesthetics_score")) {
      throw json.refused(
          "asks for an aesthetic score (a refiner), which this library does not give; load the base model");
    }
  }

  boolean has(String component) {
    return components.containsKey(component);
  }

  /** The components that it names and that take no part in drawing. */
  List<String> notUsed() {
    return components.keySet().stream()
        .filter(name -> LEFT_OUT.contains(name) && !name.equals("vae")) // its two graphs are
        .toList();
  }

  /** A flag of the pipeline; false where it is not there. */
  boolean flag(String key) {
    return json.find(key).map(Json::truth).orElse(false);
  }

  /** The denoising network. */
  Component network() {
    for (String role : NETWORKS) {
      if (has(role)) {
        return component(role);
      }
    }
    throw json.refused(
        "names no component %s: it is no diffusion model that this library runs"
            .formatted(String.join(" or ", NETWORKS)));
  }

  /** A component that the index names. */
  Component component(String role) {
    return find(role)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: no .onnx file of that component, which a %s needs; download the whole folder, or, where it holds weights of PyTorch alone, export the model to ONNX"
                        .formatted(source.nameOf(role), pipeline)));
  }

  /** A component that may be missing; those that the index does not name count, too. */
  Optional<Component> find(String role) {
    Optional<ModelFile> file = source.component(role);
    return file.map(f -> Component.of(source, role, f));
  }

  /** Whether samples are latents, which only a decoder makes images of. */
  boolean isLatent() {
    return has(DECODER) || has(ENCODER) || has("vae") || source.component(DECODER).isPresent();
  }

  /** The scheduler's configuration as plain Java. */
  Json scheduler() {
    String path = SCHEDULER + "/scheduler_config.json";
    byte[] content =
        source
            .read(path)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        source.nameOf(path)
                            + ": not there; download the whole folder of the model"));
    return Json.parse(source.nameOf(path), content);
  }
}
