package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A network of control, "Adding Conditional Control to Text-to-Image Diffusion Models"
 * (2302.05543), read but not opened: it sees what the denoising network sees and a control image,
 * and its outputs are added to the states of the denoising network.
 *
 * @param component of the folder
 * @param binding of its inputs
 * @param residuals its outputs with the inputs of the denoising network that they feed
 */
record ControlBinding(Component component, GraphBinding binding, List<Residual> residuals) {
  /** Channels of an image in colour. */
  private static final int COLOURS = 3;

  /**
   * An output that is fed to another graph.
   *
   * @param output of the network of control
   * @param input of the denoising network
   */
  record Residual(GraphTensor output, GraphTensor input) {}

  /** The inputs of the denoising network that are fed. */
  static Set<String> fed(List<Residual> residuals) {
    return Set.copyOf(residuals.stream().map(residual -> residual.input().name()).toList());
  }

  /**
   * Finds the inputs of the denoising network that residuals feed: those of the outputs' names, or
   * the one of the middle block and those of the blocks on the way down, in their order.
   *
   * @throws IllegalArgumentException if the two do not belong together
   */
  static List<Residual> residuals(Component control, Component network) {
    List<GraphTensor> inputs =
        network.graph().inputs().values().stream()
            .filter(input -> control.graph().outputs().containsKey(input.name()))
            .toList();
    if (inputs.isEmpty()) {
      inputs =
          network.graph().inputs().values().stream().filter(ControlBinding::isResidual).toList();
    }
    List<GraphTensor> outputs = List.copyOf(control.graph().outputs().values());
    if (inputs.size() != outputs.size()) {
      throw control.refused(
          "it has %d outputs, %s, and %s takes %d residuals: %s; export both from one pipeline"
              .formatted(
                  outputs.size(),
                  GraphTensor.list(outputs),
                  network.name(),
                  inputs.size(),
                  GraphTensor.list(inputs)));
    }
    List<Residual> residuals = new ArrayList<>();
    List<GraphTensor> left = new ArrayList<>(inputs);
    for (GraphTensor output : outputs) {
      GraphTensor input =
          left.stream()
              .filter(i -> i.name().equals(output.name()))
              .findFirst()
              .or(() -> left.stream().filter(i -> isMiddle(i) == isMiddle(output)).findFirst())
              .orElse(left.get(0));
      left.remove(input);
      check(control, network, output, input);
      residuals.add(new Residual(output, input));
    }
    return residuals;
  }

  private static boolean isResidual(GraphTensor input) {
    String name = input.name().toLowerCase(Locale.ROOT);
    return name.contains("residual") || name.contains("res_sample");
  }

  private static boolean isMiddle(GraphTensor port) {
    return port.name().toLowerCase(Locale.ROOT).contains("mid");
  }

  private static void check(
      Component control, Component network, GraphTensor output, GraphTensor input) {
    boolean fits =
        FloatBuffers.takes(output.type())
            && FloatBuffers.takes(input.type())
            && output.rank() == input.rank();
    for (int i = 0; fits && i < output.rank(); i++) {
      long given = output.dimensions().get(i);
      long taken = input.dimensions().get(i);
      fits = given == taken || given == GraphTensor.OPEN || taken == GraphTensor.OPEN;
    }
    if (!fits) {
      throw control.refused(
          "its output %s does not fit the input %s of %s; export both from one pipeline"
              .formatted(output, input, network.name()));
    }
  }

  /**
   * Binds the inputs.
   *
   * @param card of the denoising network
   * @param sizes that its graph may leave open
   * @param factor how many pixels a side of a latent is
   * @throws IllegalArgumentException if it takes what the denoising network does not
   */
  static ControlBinding of(
      Component control, List<Residual> residuals, ModelCard card, HubSizes sizes, int factor) {
    GraphTensor image = image(control);
    refuseScale(control);
    HubInputs inputs = HubInputs.of(control.without(Set.of(image.name())), sizes);
    for (ContextRole role : inputs.roles()) {
      if (!card.context().roles().contains(role)) {
        throw control.refused(
            "it takes %s, and %s takes %s; export both from one pipeline"
                .formatted(role, card.name(), card.context()));
      }
    }
    Map<String, String> names = new HashMap<>(inputs.names());
    names.put(ContextSpec.CONTROL, image.name());
    List<ContextRole> roles = new ArrayList<>(inputs.roles());
    roles.add(role(control, image, card.shape(), factor));
    ModelCard ofControl =
        card.toBuilder()
            .name(control.name())
            .context(ContextSpec.of(roles, List.of()))
            .inputs(names)
            .build();
    GraphBinding binding =
        new GraphBinder(control.name(), ofControl, Map.of(), control.graph())
            .bind(residuals.get(0)::output);
    return new ControlBinding(control, binding, residuals);
  }

  /** The one of its two inputs of images that is no sample. */
  private static GraphTensor image(Component control) {
    return control.graph().inputs().values().stream()
        .filter(
            input -> input.rank() == 4 && input.name().toLowerCase(Locale.ROOT).contains("cond"))
        .findFirst()
        .orElseThrow(
            () ->
                control.refused(
                    "no input of control images (rows x channels x height x width, named such as controlnet_cond), only "
                        + GraphTensor.list(control.graph().inputs().values())));
  }

  private static void refuseScale(Component control) {
    for (GraphTensor input : control.graph().inputs().values()) {
      if (input.name().toLowerCase(Locale.ROOT).contains("scale")) {
        throw control.refused(
            "its input %s cannot be given, since the scale is a number per row and multiplies the outputs; export it without that input"
                .formatted(input));
      }
    }
  }

  /** Its size follows that of the samples where the graph leaves it open. */
  private static ContextRole role(Component control, GraphTensor image, Shape sample, int factor) {
    ContextRole role =
        ContextRole.of(ContextSpec.CONTROL, Kind.FLOAT, imageShape(control, image, sample, factor))
            .unconditionalSame();
    boolean open =
        image.dimensions().get(2) == GraphTensor.OPEN
            && image.dimensions().get(3) == GraphTensor.OPEN;
    return open ? role.sizedAsSamples() : role;
  }

  /** Whether samples may have another size than the card's. */
  boolean takesOtherSizes() {
    return binding.contextRoles().stream()
        .anyMatch(role -> role.extent() == ContextRole.Extent.SAMPLES);
  }

  private static Shape imageShape(Component control, GraphTensor image, Shape sample, int factor) {
    return Shape.of(
        Autoencoders.channels(image, control.count("conditioning_channels").orElse(COLOURS)),
        side(image, 2, sample.dimension(1) * factor),
        side(image, 3, sample.dimension(2) * factor));
  }

  private static int side(GraphTensor image, int axis, int otherwise) {
    long side = image.dimensions().get(axis);
    return side == GraphTensor.OPEN ? otherwise : Math.toIntExact(side);
  }

  /** The card of a denoising network with the roles of control. */
  ModelCard extended(ModelCard card) {
    List<ContextRole> roles = new ArrayList<>(card.context().roles());
    binding.contextRoles().stream()
        .filter(role -> role.name().equals(ContextSpec.CONTROL))
        .forEach(roles::add);
    roles.add(
        ContextRole.of(ContextSpec.CONTROL_SCALE, Kind.FLOAT, Shape.of(1))
            .unconditionalSame()
            .fallback(1));
    return card.toBuilder().context(ContextSpec.of(roles, card.context().labels())).build();
  }
}
