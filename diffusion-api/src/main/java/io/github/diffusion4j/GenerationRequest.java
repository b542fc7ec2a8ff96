package io.github.diffusion4j;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.Adapter;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.SamplingDefaults;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What to generate. Every setting starts as the model's card recommends.
 *
 * <p>A builder for one thread; {@link #generate} may be called again.
 */
public final class GenerationRequest {
  private static final int DEFAULT_BATCH = 32;

  private final DiffusionPipeline pipeline;
  private final ModelCard card;
  private Sampler sampler;
  private Spacing spacing;
  private Thresholding thresholding;
  private Parameterization parameterization;
  private Shape shape;
  private int steps;
  private Guidance guidance;
  private long seed;
  private int batch = DEFAULT_BATCH;
  private int frames;
  private int tile;
  private @Nullable Integer count;
  private Start start = Start.noise();
  private @Nullable Inpainting inpainting;
  private @Nullable ContextVector negative;
  private List<ContextVector> contexts;
  private List<ActiveAdapter> adapters = List.of();
  private ContextVector control = ContextVector.unconditional();
  private NoiseSource noise = NoiseSource.gaussian();
  private @Nullable GenerationListener listener;
  private @Nullable Duration deadline;

  GenerationRequest(DiffusionPipeline pipeline) {
    this.pipeline = pipeline;
    this.card = pipeline.card();
    shape = card.shape();
    SamplingDefaults defaults = card.defaults();
    sampler = Samplers.named(defaults.sampler(), defaults.eta());
    spacing = Spacing.named(defaults.spacing());
    thresholding = Thresholding.clip(defaults.clip());
    steps = defaults.steps();
    guidance = card.context().isEmpty() ? Guidance.NONE : Guidance.of(defaults.guidance());
    contexts = List.of(ContextVector.unconditional());
    parameterization = card.parameterization();
    pipeline.scheduler().ifPresent(this::scheduler);
  }

  /**
   * How many samples.
   *
   * @param newCount at least 1; default: as many as there are start samples, or as the more of
   *     contexts and images
   * @return this
   * @throws IllegalArgumentException if it is below 1
   */
  public GenerationRequest count(int newCount) {
    count = atLeast(1, newCount, "count");
    return this;
  }

  /**
   * How many samples {@link #generate} makes.
   *
   * @return what was set, or the default
   */
  public int count() {
    return count(start);
  }

  private int count(Start from) {
    if (count != null) {
      return count;
    }
    int images = Math.max(from.rows(), inpainting == null ? 0 : inpainting.rows());
    return from.isFixed() ? from.rows() : Math.max(images, contexts.size());
  }

  /**
   * The seed of the first sample. Sample i of seed s is sample 0 of seed s + i, bit for bit where
   * the denoiser keeps rows apart to the bit, as the CPU provider of ONNX Runtime does.
   *
   * @param newSeed any; default 0
   * @return this
   */
  public GenerationRequest seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /**
   * What all samples show.
   *
   * @param context of the model's size; default: nothing in particular
   * @return this
   * @throws IllegalArgumentException if the size is another
   */
  public GenerationRequest context(ContextVector context) {
    return contexts(List.of(context));
  }

  /**
   * What each sample shows.
   *
   * @param newContexts dealt out over the samples in turn; at least one
   * @return this
   * @throws IllegalArgumentException if there is none or a size is wrong
   */
  public GenerationRequest contexts(List<ContextVector> newContexts) {
    if (newContexts.isEmpty()) {
      throw new IllegalArgumentException("no contexts: give one or more");
    }
    newContexts.forEach(pipeline.contextFor(shape)::check);
    contexts = List.copyOf(newContexts);
    return this;
  }

  /**
   * What all samples show, in words.
   *
   * @param text of any length; encoders cut off what is too long, with a warning in the log
   * @return this
   * @throws IllegalArgumentException if the model takes no text
   */
  public GenerationRequest prompt(String text) {
    return context(pipeline.prompt(text));
  }

  /**
   * What the samples shall not show, in words: guidance moves away from it.
   *
   * @param text of any length
   * @return this
   * @throws IllegalArgumentException if the model takes no text
   */
  public GenerationRequest negativePrompt(String text) {
    return negative(pipeline.prompt(text));
  }

  /**
   * What the samples shall not show, in place of the guidance's own.
   *
   * @param context of the model's roles; by default the guidance's, which is unconditional at first
   * @return this
   * @throws IllegalArgumentException if it does not fit the model
   */
  public GenerationRequest negative(ContextVector context) {
    negative = pipeline.contextFor(shape).check(context);
    return this;
  }

  /**
   * The image that a ControlNet follows, such as edges or depths, for all samples; with and without
   * guidance it is the same. A context with the roles {@link ContextSpec#CONTROL} and {@link
   * ContextSpec#CONTROL_SCALE} gives a sample its own.
   *
   * @param image one of channels x height x width, with values in 0..1, as {@link
   *     DiffusionPipeline#controlImage} reads it; not changed
   * @param scale finite; what the ControlNet adds is multiplied by it: 1 as it was trained, 0 for
   *     nothing
   * @return this
   * @throws IllegalArgumentException if the model has no ControlNet, or the image is not of the
   *     shape that it takes, or a value is out of range
   */
  public GenerationRequest control(Tensor image, double scale) {
    control = ControlImage.context(image, scale, pipeline.contextFor(shape));
    return this;
  }

  /**
   * Adds an adapter, such as a LoRA, to the weights for this request.
   *
   * @param file as {@link DiffusionPipeline#adapter} takes it
   * @param strength 1 as it was trained, 0 without it; see {@link ActiveAdapter}
   * @return this
   * @throws IllegalArgumentException if there is no such file, it does not fit the model, or cannot
   *     be active beside those added before
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public GenerationRequest adapter(Path file, double strength) {
    return adapter(pipeline.adapter(file), strength);
  }

  /**
   * Adds an adapter, such as a LoRA, to the weights for this request. What several adapters add is
   * summed; one that was added before gets the new strength.
   *
   * @param adapter of this pipeline
   * @param strength 1 as it was trained, 0 without it; see {@link ActiveAdapter}
   * @return this
   * @throws IllegalArgumentException if it does not fit the model, or cannot be active beside those
   *     added before
   */
  public GenerationRequest adapter(Adapter adapter, double strength) {
    List<ActiveAdapter> changed = new ArrayList<>(adapters);
    changed.removeIf(active -> active.adapter().equals(adapter));
    changed.add(new ActiveAdapter(adapter, strength));
    pipeline.checkAdapters(changed);
    changed.removeIf(active -> active.strength() == 0);
    adapters = List.copyOf(changed);
    return this;
  }

  /**
   * The size of the images, for models that take several. Set it before images and starts, which
   * must have it.
   *
   * @param width in pixels
   * @param height in pixels
   * @return this
   * @throws IllegalArgumentException if the model does not make images of that size
   */
  public GenerationRequest size(int width, int height) {
    return shape(pipeline.sampleShape(width, height));
  }

  /**
   * The shape of the samples, for models that take several sizes. Set it before images and starts,
   * which must have it.
   *
   * @param newShape with as many channels and dimensions as the card's; default: the card's
   * @return this
   * @throws IllegalArgumentException if the model does not take the shape
   */
  public GenerationRequest shape(Shape newShape) {
    shape = pipeline.checkShape(newShape);
    return this;
  }

  /**
   * The shape of the samples: what the network sees, which are latents where the model has a
   * decoder.
   *
   * @return what was set, or the card's
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The images of this request, of the size that was set. It reads those to start from or to keep,
   * and {@link ImageFormat#grey} of it masks.
   *
   * @return their shape and the values of black and white
   * @throws IllegalArgumentException if the model makes no images
   */
  public ImageFormat imageFormat() {
    return new ImageFormat(pipeline.autoencoder().imageShape(shape), pipeline.imageRange());
  }

  /**
   * The sampler.
   *
   * @param newSampler from {@link Samplers} or your own
   * @return this
   */
  public GenerationRequest sampler(Sampler newSampler) {
    sampler = newSampler;
    return this;
  }

  /**
   * The sampler, the levels it visits, what is done to x0-hat and what the network's output means,
   * as a {@code scheduler_config.json} says. The spacing does not count then.
   *
   * @param config by default that of the model's folder, if it is one of components
   * @return this
   * @throws IllegalArgumentException if the network is told its time otherwise than the scheduler
   *     says
   */
  public GenerationRequest scheduler(SchedulerConfig config) {
    if (!config.networkTime().equals(card.time())) {
      throw new IllegalArgumentException(
          "%s tells a network %s, and %s was made for %s: take a scheduler of the same family"
              .formatted(config.className(), config.networkTime(), card.name(), card.time()));
    }
    sampler = config.sampler();
    thresholding = config.thresholding();
    parameterization = config.parameterization();
    return this;
  }

  /**
   * The number of steps.
   *
   * @param newSteps from 1 to the T of the schedule
   * @return this
   */
  public GenerationRequest steps(int newSteps) {
    steps = newSteps;
    return this;
  }

  /**
   * Which times are visited.
   *
   * @param newSpacing such as {@link Spacing#trailing}
   * @return this
   */
  public GenerationRequest spacing(Spacing newSpacing) {
    spacing = newSpacing;
    return this;
  }

  /**
   * What is done to x0-hat.
   *
   * @param newThresholding such as {@code Thresholding.clip(1)}
   * @return this
   */
  public GenerationRequest thresholding(Thresholding newThresholding) {
    thresholding = newThresholding;
    return this;
  }

  /**
   * Classifier-free guidance at every time.
   *
   * @param weight 0 ignores the context, 1 is no guidance, above 1 follows the context more closely
   * @return this
   * @throws IllegalArgumentException if the weight is not finite
   */
  public GenerationRequest guidance(double weight) {
    return guidance(Guidance.of(weight));
  }

  /**
   * Classifier-free guidance with an interval, a rescale or a negative context.
   *
   * @param newGuidance such as {@code Guidance.of(3).within(100, 700)}
   * @return this
   * @throws IllegalArgumentException if its negative context or its interval does not fit the model
   */
  public GenerationRequest guidance(Guidance newGuidance) {
    guidance = newGuidance.check(card);
    return this;
  }

  /**
   * Where the samples start, in place of noise: N(0, 1) values, or clean samples for DDIM inverse.
   *
   * @param newStart one row per sample, of the model's shape; not changed
   * @return this
   * @throws IllegalArgumentException if the shape is another or a value is not finite
   */
  public GenerationRequest start(Tensor newStart) {
    return start(Start.of(checked(newStart, "a start")));
  }

  /**
   * Where the samples start: between two samples, near one, or from an image.
   *
   * @param newStart default {@link Start#noise}
   * @return this
   */
  public GenerationRequest start(Start newStart) {
    start = newStart;
    return this;
  }

  /**
   * Image to image: starts from images, noised part of the way.
   *
   * @param images clean samples, or for a latent model images, in the model's value range, dealt
   *     out in turn; not changed. Images are encoded when the generation begins, each drawn from
   *     its posterior by the seed of its sample
   * @param strength which share of the steps is walked, in (0, 1]
   * @return this
   * @throws IllegalArgumentException if the strength is outside, the shape is another or a value is
   *     not finite
   */
  public GenerationRequest imageToImage(Tensor images, double strength) {
    return start(Start.image(checkedImages(images), strength));
  }

  /**
   * Inpainting: repaints part of given images and keeps the rest. After every stage the known part
   * is put back, noised to the level reached (replacement, 2011.13456, appendix I.2); with {@link
   * Samplers#rePaint} what is painted comes to fit it (2201.09865). A network that was trained to
   * paint ({@link ContextSpec#INPAINT}) is told of mask and image, and nothing is put back but with
   * {@link Samplers#rePaint}; there a mask of 0.5 and more repaints all.
   *
   * @param images clean samples, or for a latent model images, in the model's value range, dealt
   *     out in turn; not changed
   * @param mask one of these, or one of its channels: 1 repaints, 0 keeps, between them blends
   * @return this
   * @throws IllegalArgumentException if a shape or a value is wrong
   */
  public GenerationRequest inpaint(Tensor images, Tensor mask) {
    inpainting = Inpainting.of(checkedImages(images), mask);
    return this;
  }

  /**
   * Where noise comes from, such as the recorded draws of another library.
   *
   * @param newNoise default {@link NoiseSource#gaussian}
   * @return this
   */
  public GenerationRequest noiseSource(NoiseSource newNoise) {
    noise = newNoise;
    return this;
  }

  /**
   * How many samples share an evaluation; guidance doubles the rows. It bounds memory and does not
   * change a bit of the result.
   *
   * @param limit at least 1; default 32
   * @return this
   * @throws IllegalArgumentException if it is below 1
   */
  public GenerationRequest maxBatch(int limit) {
    batch = atLeast(1, limit, "maxBatch");
    return this;
  }

  /**
   * Keeps states on the way, for film strips and animations.
   *
   * @param number of states, evenly spaced, the start and the result among them; 0 (default) keeps
   *     none
   * @return this
   * @throws IllegalArgumentException if it is 1 or negative
   */
  public GenerationRequest keepFrames(int number) {
    if (number == 1) {
      throw new IllegalArgumentException("keepFrames = 1: 0 for none, or 2 and more");
    }
    frames = atLeast(0, number, "keepFrames");
    return this;
  }

  /**
   * Decodes images in square tiles with blended seams, so that the decoder's memory depends on the
   * tile and not on the image. Values near seams differ from those of the whole image, since a
   * decoder sees around each pixel. Models whose samples are images are not changed by it.
   *
   * @param side of a tile in pixels, such as 512; by default an image is decoded whole
   * @return this
   * @throws IllegalArgumentException if it is below 4 latents
   */
  public GenerationRequest decodeInTiles(int side) {
    int pixels = pipeline.imageShape().dimension(1) / card.shape().dimension(1);
    tile = atLeast(4 * pixels, side, "decodeInTiles") / pixels;
    return this;
  }

  /**
   * Sets a listener that is called after every evaluation.
   *
   * @param newListener called in the generating thread; by a {@link BatchScheduler}, in its
   *     callback executor
   * @return this
   */
  public GenerationRequest listener(GenerationListener newListener) {
    listener = newListener;
    return this;
  }

  /**
   * The plan this request would run.
   *
   * @return the plan
   * @throws IllegalArgumentException if sampler, steps and model do not go together
   */
  public Plan plan() {
    return plan(sampler, start);
  }

  private Plan plan(Sampler method, Start from) {
    return pipeline
        .plans()
        .get(
            new PlanCache.Recipe(
                method,
                spacing,
                parameterization,
                thresholding,
                steps,
                from.stepsOf(steps),
                from.isImage(),
                inpainting != null && (!isToldOfImages() || method.putsBackKnown())));
  }

  /** Whether the network was trained to paint, and is told of the images itself. */
  private boolean isToldOfImages() {
    return card.context().has(ContextSpec.INPAINT);
  }

  /**
   * Sets a deadline; by default there is none.
   *
   * @param limit above 0, counted from {@link #generate} or {@link #generateAsync()}, the time
   *     spent waiting for a thread included
   * @return this request
   * @throws IllegalArgumentException if it is not above 0
   */
  public GenerationRequest deadline(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "deadline = " + limit + ": a time above 0, such as PT0.5S, from the call on");
    }
    deadline = limit;
    return this;
  }

  /**
   * Generates.
   *
   * @return the samples; the same request gives the same bytes
   * @throws IllegalArgumentException if the settings do not go together
   * @throws PipelineClosedException if the pipeline is closed
   * @throws IllegalStateException if the network returns NaN or infinity
   * @throws io.github.diffusion4j.model.DeadlineExceededException if the deadline passes: within
   *     one evaluation, and within some milliseconds in ONNX Runtime
   * @throws io.github.diffusion4j.model.GenerationCancelledException if the thread is interrupted,
   *     as soon
   */
  public Samples generate() {
    return prepare().run();
  }

  /**
   * Generates by a plan that was made before, such as one that came as text.
   *
   * @param plan of this model; it stands in for sampler, spacing, steps and shaping
   * @return the samples
   * @throws IllegalArgumentException if the settings do not go together, or the plan is for a
   *     network that predicts something else, starts from images where this request does not, or
   *     puts back pixels where this request keeps none, or the other way round
   * @throws PipelineClosedException if the pipeline is closed
   * @throws IllegalStateException if the network returns NaN or infinity
   * @throws io.github.diffusion4j.model.DeadlineExceededException if the deadline passes
   * @throws io.github.diffusion4j.model.GenerationCancelledException if the thread is interrupted
   */
  public Samples generate(Plan plan) {
    @Nullable Inpainting kept = isToldOfImages() && !plan.keepsKnown() ? null : inpainting;
    PlanCheck.fromElsewhere(plan, card, start, kept == null ? null : kept.region());
    return prepare(plan, start).run();
  }

  /**
   * Generates in a thread of the pipeline's: as many generations at once as there are processors,
   * the others wait in the order they came. The request may be changed and used again at once.
   *
   * @return the samples to come. Cancelling it stops the work as an interrupt would; a passed
   *     deadline, which counts from this call, completes it with a {@link
   *     io.github.diffusion4j.model.DeadlineExceededException}, which {@code join} and {@code get}
   *     wrap in a {@code CancellationException} from Java 25 on
   * @throws IllegalArgumentException if the settings do not go together
   * @throws PipelineClosedException if the pipeline is closed
   */
  public CompletableFuture<Samples> generateAsync() {
    return generateAsync(pipeline.background());
  }

  /**
   * Generates in a thread of an executor, such as the application's own.
   *
   * @param executor runs the whole generation as one task; interrupting its thread stops it
   * @return the samples to come, as of {@link #generateAsync()}
   * @throws IllegalArgumentException if the settings do not go together
   * @throws PipelineClosedException if the pipeline is closed
   * @throws java.util.concurrent.RejectedExecutionException if the executor takes no work
   */
  public CompletableFuture<Samples> generateAsync(Executor executor) {
    return prepare().runAsync(executor);
  }

  /** The request as it stands, checked. */
  Generation prepare() {
    return prepare(plan(), start);
  }

  private Generation prepare(Plan plan, Start from) {
    int samples = count(from);
    if (from.isFixed() && samples != from.rows()) {
      throw new IllegalArgumentException(
          "count = %d with a start of %d samples: one start per sample"
              .formatted(samples, from.rows()));
    }
    PlanCheck.variance(plan, card);
    checkInpainting();
    return new Generation(
        pipeline,
        shape,
        plan,
        card.context().has(ContextSpec.GUIDANCE) ? Guidance.NONE : guidance,
        seed,
        noise,
        samples,
        contexts.stream().map(this::guided).toList(),
        adapters,
        from,
        inpainting,
        batch,
        frames,
        tile == 0 ? pipeline.autoencoder() : pipeline.autoencoder().inTiles(tile),
        listener,
        deadline);
  }

  private void checkInpainting() {
    if (isToldOfImages()
        && (inpainting == null || !inpainting.images().shape().equals(imageShape()))) {
      throw new IllegalArgumentException(
          "%s paints a part of given images anew: give images of %s and a mask with inpaint(images, mask)"
              .formatted(card.name(), imageShape()));
    }
  }

  private Shape imageShape() {
    return pipeline.autoencoder().imageShape(shape);
  }

  private GuidedContext guided(ContextVector context) {
    return pipeline.complete(
        context,
        negative == null ? guidance.opposite() : negative,
        shape,
        guidance.weight(),
        control);
  }

  /**
   * Inverts images: DDIM run backwards, with this request's context, spacing and steps. {@link
   * #start(Tensor)} and DDIM with as many steps lead back to them.
   *
   * @param images clean samples in the model's value range; not changed
   * @return the noise that they start from, one row per image
   * @throws IllegalArgumentException if the shape is another or a value is not finite
   */
  public Tensor invert(Tensor images) {
    Start clean = Start.of(pipeline.latents(checkedImages(images)));
    Samples ends = prepare(plan(Samplers.ddimInverse(), clean), clean).run();
    Tensor noise = ends.latents().orElseGet(ends::values);
    Level end = card.schedule().level(spacing.times(card.schedule(), steps)[0]);
    float deviation = (float) Math.hypot(end.alpha(), end.sigma());
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] /= deviation;
    }
    return noise;
  }

  /** Images are samples, or become such by the encoder. */
  private Tensor checkedImages(Tensor images) {
    return pipeline.autoencoder().encodes(images.shape(), shape)
        ? finite(images, "images")
        : checked(images, "images");
  }

  private Tensor checked(Tensor values, String what) {
    if (!values.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s of shape %s: this request makes %s"
              .formatted(what, values.shape(), pipeline.madeOf(shape)));
    }
    return finite(values, what);
  }

  private static Tensor finite(Tensor values, String what) {
    for (float value : values.data()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            what + " with a value of " + value + ": finite values only");
      }
    }
    return values;
  }

  private static int atLeast(int bound, int value, String name) {
    if (value < bound) {
      throw new IllegalArgumentException(name + " = " + value + ": at least " + bound);
    }
    return value;
  }
}
