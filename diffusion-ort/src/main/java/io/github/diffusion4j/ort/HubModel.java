package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.model.TextEncoder;
import io.github.diffusion4j.ort.json.Json;
import io.github.diffusion4j.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is a folder of components, as model hubs have them. Each component is read and
 * checked against the others when the model is opened, and becomes a session when it is first used.
 *
 * <p>Thread-safe.
 */
final class HubModel implements Model {
  private static final System.Logger LOGGER = System.getLogger(HubModel.class.getName());

  private final ExecutionProvider provider;
  private final Part.Group parts;
  private final List<Component> components = new ArrayList<>();
  private final ModelCard card;
  private final GraphBinding binding;
  private final Part<OrtDenoiser> network;
  private final HubTexts texts;
  private final Optional<Decoder> decoder;
  private final Optional<Encoder> encoder;
  private final HubConditions conditions;
  private final Map<String, ?> scheduler;

  private HubModel(ModelSource source, RuntimeSettings settings) {
    provider = Providers.of(settings);
    parts =
        new Part.Group(source.name(), settings.keepLoaded() ? Part.Keeping.ALL : Part.Keeping.LAST);
    HubIndex index = HubIndex.of(source);
    Component unet = kept(index.network());
    texts = HubTexts.of(index, component -> function(kept(component)));
    HubInputs inputs = HubInputs.of(unet, HubSizes.of(index, unet, texts));
    texts.bind(inputs, unet);
    Optional<Component> decoding = index.find(HubIndex.DECODER).map(this::kept);
    if (decoding.isEmpty() && index.isLatent()) {
      index.component(HubIndex.DECODER); // refuses
    }
    Json schedulerJson = index.scheduler();
    scheduler = schedulerJson.toMap();
    card = HubCard.of(index, unet, inputs, decoding, schedulerJson);
    binding = new GraphBinder(unet.name(), card, Map.of(), unet.graph()).bind();
    network = new Part<>(parts, () -> open(unet));
    int factor = decoding.map(Autoencoders::factor).orElse(1);
    decoder = decoding.map(d -> new HubDecoder(d, function(d), card.shape(), factor));
    encoder =
        decoding.isEmpty()
            ? Optional.empty()
            : index
                .find(HubIndex.ENCODER)
                .map(this::kept)
                .map(e -> new HubEncoder(e, function(e), card.shape(), factor));
    conditions = new HubConditions(card.context(), factor);
  }

  /**
   * Opens a folder.
   *
   * @throws IllegalArgumentException if files are missing, wrong, or contradict each other
   */
  static HubModel open(ModelSource source, RuntimeSettings settings) {
    return new HubModel(source, settings);
  }

  /** With a time of real numbers, where the graph bears it. */
  private OrtDenoiser open(Component unet) {
    GraphTensor time = binding.time().input();
    if (time.isWhole()) {
      Component real = unet.withFloat(time.name());
      try {
        return OrtDenoiser.open(
            real, new GraphBinder(unet.name(), card, Map.of(), real.graph()).bind(), provider);
      } catch (IllegalArgumentException e) {
        LOGGER.log(
            System.Logger.Level.DEBUG,
            "{0}: its time stays a whole number, and times between are rounded: {1}",
            unet.name(),
            e.getMessage());
      }
    }
    return OrtDenoiser.open(unet, binding, provider);
  }

  private Component kept(Component component) {
    components.add(component);
    return component;
  }

  private Part<OrtFunction> function(Component component) {
    return new Part<>(parts, () -> OrtFunction.open(component, provider));
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    network.use(
        denoiser -> {
          denoiser.evaluate(evaluation);
          return denoiser;
        });
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public boolean takes(Shape shape) {
    return binding.takes(shape);
  }

  @Override
  public Optional<Decoder> decoder() {
    return decoder;
  }

  @Override
  public Optional<Encoder> encoder() {
    return encoder;
  }

  @Override
  public Optional<TextEncoder> textEncoder() {
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  @Override
  public ContextVector conditions(Shape shape, double guidance) {
    return conditions.of(shape, guidance);
  }

  @Override
  public Map<String, ?> schedulerConfig() {
    return scheduler;
  }

  /** One hash over those of the components. */
  @Override
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    for (Component component : components) {
      all.append(component.role()).append(' ').append(component.fingerprint().text()).append('\n');
    }
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Map<String, String> runtimeFacts() {
    return RuntimeFacts.of(provider);
  }

  @Override
  public void close() {
    parts.close();
  }

  /** The model and where it runs. */
  @Override
  public String toString() {
    return card.name() + " on " + provider;
  }
}
