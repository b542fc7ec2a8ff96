package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.Adapter;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.model.TextEncoder;
import io.github.diffusion4j.ort.ControlBinding.Residual;
import io.github.diffusion4j.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
  private final Factors factors;
  private final Optional<ControlBinding> control;
  private final Part<OrtDenoiser> network;
  private final HubTexts texts;
  private final Optional<Decoder> decoder;
  private final Optional<Encoder> encoder;
  private final HubConditions conditions;
  private final HubScheduler scheduler;
  private final String description;

  private HubModel(ModelSource source, RuntimeSettings settings) {
    provider = Providers.of(settings);
    parts =
        new Part.Group(source.name(), settings.keepLoaded() ? Part.Keeping.ALL : Part.Keeping.LAST);
    HubIndex index = HubIndex.of(source);
    Component whole = kept(index.network().withoutFactors());
    factors = whole.factors();
    Optional<Component> controlling = controlling(index);
    List<Residual> residuals =
        controlling.map(c -> ControlBinding.residuals(c, whole)).orElse(List.of());
    Component unet = whole.without(ControlBinding.fed(residuals));
    texts = HubTexts.of(index, component -> function(kept(component)));
    HubSizes sizes = HubSizes.of(index, unet, texts);
    HubInputs inputs = HubInputs.of(unet, sizes);
    texts.bind(inputs, unet);
    Optional<Component> decoding = index.find(HubIndex.DECODER).map(this::kept);
    if (decoding.isEmpty() && index.isLatent()) {
      index.component(HubIndex.DECODER); // refuses
    }
    scheduler = HubScheduler.of(index);
    int factor = decoding.map(Autoencoders::factor).orElse(1);
    ModelCard plain = HubCard.of(index, unet, inputs, decoding, scheduler.config());
    control = controlling.map(c -> ControlBinding.of(c, residuals, plain, sizes, factor));
    card = control.map(c -> c.extended(plain)).orElse(plain);
    binding = bound(unet, plain, control);
    network = new Part<>(parts, () -> open(unet));
    decoder = decoding.map(d -> new HubDecoder(d, function(d), card.shape(), factor));
    encoder =
        decoding.isEmpty()
            ? Optional.empty()
            : index
                .find(HubIndex.ENCODER)
                .map(this::kept)
                .map(e -> new HubEncoder(e, function(e), card.shape(), factor));
    conditions = new HubConditions(card.context(), factor);
    description = new HubDescription(index, components, card).text();
  }

  /**
   * Opens a folder.
   *
   * @throws IllegalArgumentException if files are missing, wrong, or contradict each other
   */
  static HubModel open(ModelSource source, RuntimeSettings settings) {
    try {
      return new HubModel(source, settings);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          source.name()
              + ": its files name sizes whose product is beyond 2147483647 values; download them again",
          e);
    }
  }

  /** With a time of real numbers, where the graph bears it. */
  private OrtDenoiser open(Component unet) {
    GraphTensor time = binding.time().port();
    if (time.isWhole()) {
      Component real = unet.withFloat(time.name());
      try {
        return OrtDenoiser.open(real, bound(real, binding.card(), control), control, provider);
      } catch (IllegalArgumentException e) {
        LOGGER.log(
            System.Logger.Level.DEBUG,
            "{0}: its time stays a whole number, and times between are rounded: {1}",
            unet.name(),
            e.getMessage());
      }
    }
    return OrtDenoiser.open(unet, binding, control, provider);
  }

  private static GraphBinding bound(
      Component unet, ModelCard card, Optional<ControlBinding> control) {
    GraphBinding bound = new GraphBinder(unet.name(), card, Map.of(), unet.graph()).bind();
    return control.map(c -> bound.withBatchOf(c.binding())).orElse(bound);
  }

  private Optional<Component> controlling(HubIndex index) {
    if (index.has(HubIndex.CONTROLNET)) {
      return Optional.of(kept(index.component(HubIndex.CONTROLNET)));
    }
    return index.find(HubIndex.CONTROLNET).map(this::kept);
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
    return binding.takes(shape)
        && control.stream().allMatch(c -> shape.equals(card.shape()) || c.takesOtherSizes());
  }

  @Override
  public Adapter adapter(Path file) {
    return AdapterReader.read(file, factors);
  }

  @Override
  public void checkAdapters(List<ActiveAdapter> active) {
    new AdapterSum(factors, active).check();
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
    return scheduler.fields();
  }

  @Override
  public Map<String, ?> schedulerArguments() {
    return scheduler.arguments();
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

  @Override
  public String describe() {
    return description;
  }

  /** The model and where it runs. */
  @Override
  public String toString() {
    return card.name() + " on " + provider;
  }
}
