package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.SamplingDefaults;
import io.github.diffusion4j.ort.json.Json;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the card of a model that is a folder of components. */
final class HubCard {
  /**
   * What pipelines of the reference library do by default, by the beginning of their class; an
   * index may say otherwise.
   */
  private static final List<Default> DEFAULTS =
      List.of(
          new Default("StableDiffusionXL", 5, 50),
          new Default("StableDiffusion", 7.5, 50),
          new Default("LatentConsistency", 8.5, 4),
          new Default("DiT", 4, 50),
          new Default("DDPM", 1, 1000),
          new Default("", 1, 50));

  private record Default(String pipeline, double guidance, int steps) {}

  private HubCard() {}

  static ModelCard of(
      HubIndex index,
      Component network,
      HubInputs inputs,
      Optional<Component> decoder,
      SchedulerConfig scheduler) {
    Shape shape = shape(network, inputs, decoder);
    GraphTensor output = output(network);
    List<ContextRole> roles = new ArrayList<>(inputs.roles());
    Map<String, String> names = new LinkedHashMap<>(inputs.names());
    painting(network, inputs.sample(), shape)
        .ifPresent(
            role -> {
              roles.add(role);
              names.put(role.name(), inputs.sample().name());
            });
    return ModelCard.builder(shape, scheduler.schedule(), scheduler.parameterization())
        .name(name(index))
        .time(scheduler.networkTime())
        .variance(variance(network, output, shape))
        .context(ContextSpec.of(roles, labels(index, inputs)))
        .inputs(names)
        .output(output.name())
        .defaults(defaults(index, inputs, scheduler))
        .build();
  }

  /**
   * What a network takes behind its samples, channel after channel: a mask and masked samples, as
   * those that were trained to paint do.
   */
  private static Optional<ContextRole> painting(
      Component network, GraphTensor sample, Shape shape) {
    int own = shape.dimension(0);
    int taken = Autoencoders.channels(sample, network.count("in_channels").orElse(own));
    if (taken == own) {
      return Optional.empty();
    }
    if (taken != 2 * own + 1) {
      throw network.refused(
          "its input %s takes %d channels, and the decoder %d; take network and decoder from one model"
              .formatted(sample, taken, own));
    }
    Shape told = Shape.of(1 + own, shape.dimension(1), shape.dimension(2));
    return Optional.of(
        ContextRole.of(ContextSpec.INPAINT, Kind.FLOAT, told).sizedAsSamples().unconditionalSame());
  }

  private static String name(HubIndex index) {
    String path = index.source().name().replace('\\', '/').replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Channels of the latents, height and width. */
  private static Shape shape(Component network, HubInputs inputs, Optional<Component> decoder) {
    List<Long> sample = inputs.sample().dimensions();
    int channels =
        decoder
            .map(d -> Autoencoders.image(d, d.graph().inputs(), "input"))
            .map(latents -> Autoencoders.channels(latents, 0))
            .filter(n -> n > 0)
            .or(() -> decoder.flatMap(d -> d.count("latent_channels")))
            .or(() -> Optional.of(Math.toIntExact(Math.max(0, sample.get(1)))).filter(n -> n > 0))
            .or(() -> network.count("in_channels"))
            .orElseThrow(
                () ->
                    network.refused(
                        "the number of its channels neither the graph says nor in_channels in a config.json beside it; copy the model's config.json there"));
    int height = side(network, sample.get(2), 0);
    return Shape.of(channels, height, side(network, sample.get(3), 1));
  }

  /** What the graph fixes, or the configuration's sample_size: a number, or height and width. */
  private static int side(Component network, long dimension, int index) {
    if (dimension != GraphTensor.OPEN) {
      return Math.toIntExact(dimension);
    }
    Json size =
        network
            .config()
            .flatMap(c -> c.find("sample_size"))
            .orElseThrow(
                () ->
                    network.refused(
                        "the size of its samples neither the graph says nor sample_size in a config.json beside it; copy the model's config.json there"));
    if (!size.isArray()) {
      return size.positive();
    }
    if (size.elements().size() != 2) {
      throw size.expected("a number, or height and width");
    }
    return size.elements().get(index).positive();
  }

  private static GraphTensor output(Component network) {
    Map<String, GraphTensor> outputs = network.graph().outputs();
    GraphTensor named = outputs.get("out_sample");
    if (named != null) {
      return named;
    }
    return outputs.values().stream()
        .filter(o -> o.rank() == 4 && FloatBuffers.takes(o.type()))
        .findFirst()
        .orElseThrow(
            () ->
                network.refused(
                    "no output of rows x channels x height x width in float32 or float16, only "
                        + GraphTensor.list(outputs.values())));
  }

  /** Twice as many channels as the samples have tell a variance. */
  private static ModelCard.Variance variance(Component network, GraphTensor output, Shape shape) {
    int channels =
        Autoencoders.channels(output, network.count("out_channels").orElse(shape.dimension(0)));
    if (channels == 2 * shape.dimension(0)) {
      return ModelCard.Variance.LEARNED_RANGE;
    }
    if (channels != shape.dimension(0)) {
      throw network.refused(
          "its output %s has %d channels where samples of %s have %d; take network and decoder from one model"
              .formatted(output, channels, shape, shape.dimension(0)));
    }
    return ModelCard.Variance.FIXED;
  }

  /** The names of classes that the index lists by number; equal names get their number. */
  private static List<String> labels(HubIndex index, HubInputs inputs) {
    Optional<Json> named = index.json().find("id2label");
    if (named.isEmpty() || !inputs.names().containsKey(ContextSpec.CLASS)) {
      return List.of();
    }
    Map<String, Json> byNumber = named.get().members();
    Set<String> seen = new HashSet<>();
    List<String> labels = new ArrayList<>();
    for (int number = 0; number < byNumber.size(); number++) {
      Json name = byNumber.get(Integer.toString(number));
      if (name == null) {
        throw named
            .get()
            .expected(
                "names of all classes by number, \"0\" to \"%d\"".formatted(byNumber.size() - 1));
      }
      String label = name.string();
      boolean plain = !label.isBlank() && seen.add(label.strip());
      labels.add(plain ? label : "%s (%d)".formatted(label, number).strip());
    }
    return labels;
  }

  private static SamplingDefaults defaults(
      HubIndex index, HubInputs inputs, SchedulerConfig scheduler) {
    Default found =
        DEFAULTS.stream().filter(d -> index.pipeline().startsWith(d.pipeline())).findFirst().get();
    int most = scheduler.schedule().steps();
    int steps = index.json().find("num_inference_steps").map(Json::positive).orElse(found.steps());
    double guidance =
        index.json().find("guidance_scale").map(Json::number).orElse(found.guidance());
    return SamplingDefaults.of(most)
        .steps(Math.min(steps, most), "trailing")
        .guidance(inputs.roles().isEmpty() ? 1 : guidance);
  }
}
