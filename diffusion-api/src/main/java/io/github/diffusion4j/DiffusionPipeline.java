package io.github.diffusion4j;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableSortedMap;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.Adapter;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelRuntime;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.model.TextEncoder;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model ready to generate.
 *
 * <pre>{@code
 * try (var pipeline = DiffusionPipeline.load("icons16")) {
 *   Samples icons = pipeline.generate(pipeline.context("folder", "plus"), 20);
 *   icons.writePng(Path.of("icons.png"));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe: any number of threads may generate at once; the buffers belong to
 * each generation. Where many callers share a model, {@link BatchScheduler} evaluates their samples
 * together.
 */
public final class DiffusionPipeline implements AutoCloseable {
  private static final String NO_FILE = "none";

  /** What messages call an image that is no file. */
  private static final String STREAM = "the image";

  /** Prompts that are kept with their contexts. */
  private static final int PROMPTS = 16;

  private static final ValueRange DECODED = new ValueRange(-1, 1);

  private final Denoiser denoiser;
  private final ModelCard card;
  private final Autoencoder autoencoder;
  private final @Nullable TextEncoder textEncoder;
  private final Optional<SchedulerConfig> scheduler;
  private final Supplier<String> fingerprint;
  private final ImmutableSortedMap<String, String> runtimeFacts;
  private final InFlightCounter inFlight;
  private final AsyncExecutor background = new AsyncExecutor();
  private final PlanCache plans;
  private final AdapterCache adapters;
  private final Cache<String, ContextVector> prompts =
      CacheBuilder.newBuilder().maximumSize(PROMPTS).build();

  private @Nullable LatentPreview preview;

  private DiffusionPipeline(Builder from) {
    denoiser = from.denoiser;
    card = from.card;
    autoencoder = new Autoencoder(from.decoder, from.encoder);
    textEncoder = from.textEncoder == null ? labelEncoder(card.context()) : from.textEncoder;
    scheduler = Optional.ofNullable(from.scheduler);
    fingerprint = denoiser instanceof Model model ? model::fingerprint : () -> NO_FILE;
    runtimeFacts =
        ImmutableSortedMap.copyOf(
            denoiser instanceof Model model ? model.runtimeFacts() : Map.of());
    inFlight = new InFlightCounter(card.name());
    plans = new PlanCache(card);
    adapters = new AdapterCache(this::opened);
  }

  /** What stands in for a text encoder: words are labels, where there are any. */
  private static @Nullable TextEncoder labelEncoder(ContextSpec context) {
    return context.labels().isEmpty() ? null : context::contextOfWords;
  }

  /**
   * Loads a model from disk, with the runtime that is on the class path.
   *
   * @param path an {@code .onnx} file, a folder that holds one, the folder of a training run, or a
   *     folder of components with a {@code model_index.json}, as model hubs have them; a {@code
   *     .properties} file with the name of an {@code .onnx} file beside it adds to its card
   * @return the pipeline
   * @throws IllegalArgumentException if there is no model, or its card is wrong; the message names
   *     file, key and cure
   * @throws IllegalStateException if there is no runtime
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static DiffusionPipeline load(Path path) {
    return load(path, RuntimeSettings.cpu());
  }

  /**
   * Loads a model from disk, with the runtime that is on the class path.
   *
   * @param path as {@link #load(Path)} takes it
   * @param settings where and how it runs, such as {@code RuntimeSettings.cuda(0)}
   * @return the pipeline
   * @throws IllegalArgumentException if there is no model, its files are wrong, or the runtime does
   *     not know a setting; the message names file, key and cure
   * @throws IllegalStateException if there is no runtime, or it cannot do here what the settings
   *     say
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static DiffusionPipeline load(Path path, RuntimeSettings settings) {
    return of(ModelRuntime.find().open(ModelSource.at(path), settings));
  }

  /**
   * Loads a model from the class path.
   *
   * @param name such as {@code icons16}, of the artifact {@code diffusion-models}
   * @return the pipeline
   * @throws IllegalArgumentException if there is no model of that name, or its card is wrong
   * @throws IllegalStateException if there is no runtime
   */
  public static DiffusionPipeline load(String name) {
    return load(name, RuntimeSettings.cpu());
  }

  /**
   * Loads a model from the class path.
   *
   * @param name as {@link #load(String)} takes it
   * @param settings where and how it runs, such as {@code RuntimeSettings.cuda(0)}
   * @return the pipeline
   * @throws IllegalArgumentException if there is no model of that name, its files are wrong, or the
   *     runtime does not know a setting
   * @throws IllegalStateException if there is no runtime, or it cannot do here what the settings
   *     say
   */
  public static DiffusionPipeline load(String name, RuntimeSettings settings) {
    return of(ModelRuntime.find().open(ModelSource.named(name), settings));
  }

  /**
   * A pipeline over an open model, such as one opened on a GPU.
   *
   * @param model closed with the pipeline
   * @return the pipeline
   */
  public static DiffusionPipeline of(Model model) {
    return builder(model).build();
  }

  /**
   * A pipeline over any denoiser, such as a formula or a network of another engine.
   *
   * @param denoiser closed with the pipeline
   * @param card what it is
   * @return the pipeline
   */
  public static DiffusionPipeline of(Denoiser denoiser, ModelCard card) {
    return builder(denoiser, card).build();
  }

  /**
   * A pipeline of parts, those of the model at first.
   *
   * @param model closed with the pipeline
   * @return a builder
   */
  public static Builder builder(Model model) {
    Builder builder = new Builder(model, model.card());
    if (!model.schedulerConfig().isEmpty()) {
      builder.scheduler(
          SchedulerConfig.of(model.schedulerConfig()).with(model.schedulerArguments()));
    }
    return builder
        .decoder(model.decoder().orElse(null))
        .encoder(model.encoder().orElse(null))
        .textEncoder(model.textEncoder().orElse(null));
  }

  /**
   * A pipeline of parts, such as formulas or networks of another engine.
   *
   * @param denoiser closed with the pipeline
   * @param card what it is
   * @return a builder
   */
  public static Builder builder(Denoiser denoiser, ModelCard card) {
    return new Builder(denoiser, card);
  }

  /** The parts of a pipeline. Not thread-safe. */
  public static final class Builder {
    private final Denoiser denoiser;
    private final ModelCard card;
    private @Nullable Decoder decoder;
    private @Nullable Encoder encoder;
    private @Nullable TextEncoder textEncoder;
    private @Nullable SchedulerConfig scheduler;

    private Builder(Denoiser denoiser, ModelCard card) {
      this.denoiser = denoiser;
      this.card = card;
    }

    /**
     * What makes images of samples.
     *
     * @param newDecoder closed with the pipeline; null, the default, if samples are images
     * @return this
     */
    public Builder decoder(@Nullable Decoder newDecoder) {
      decoder = newDecoder;
      return this;
    }

    /**
     * What makes samples of images, for image to image and inpainting.
     *
     * @param newEncoder closed with the pipeline; null, the default, if samples are images, or none
     *     are given
     * @return this
     */
    public Builder encoder(@Nullable Encoder newEncoder) {
      encoder = newEncoder;
      return this;
    }

    /**
     * What makes contexts of prompts.
     *
     * @param newTextEncoder closed with the pipeline; null, the default, if the model has none:
     *     then prompts are words that name its labels, if it has labels
     * @return this
     */
    public Builder textEncoder(@Nullable TextEncoder newTextEncoder) {
      textEncoder = newTextEncoder;
      return this;
    }

    /**
     * What requests begin with in place of the card's defaults.
     *
     * @param newScheduler see {@link GenerationRequest#scheduler}; null, the default, for the
     *     card's defaults
     * @return this
     */
    public Builder scheduler(@Nullable SchedulerConfig newScheduler) {
      scheduler = newScheduler;
      return this;
    }

    /**
     * The pipeline.
     *
     * @return a pipeline of these parts
     * @throws IllegalArgumentException if decoder and encoder do not belong together, or not to the
     *     samples of the card
     */
    public DiffusionPipeline build() {
      if (decoder != null && encoder != null) {
        Shape image = decoder.imageShape(card.shape());
        if (!encoder.latentShape(image).equals(card.shape())) {
          throw new IllegalArgumentException(
              "%s: the decoder makes %s of %s, and the encoder %s of that: take both from one model"
                  .formatted(card.name(), image, card.shape(), encoder.latentShape(image)));
        }
      }
      return new DiffusionPipeline(this);
    }
  }

  /**
   * Generates one sample of seed 0 as the model's card recommends.
   *
   * @param context what it shows; see {@link #context}
   * @param steps of the sampler, from 1 to the T of the schedule
   * @return the sample; the same call gives the same bytes
   * @throws IllegalArgumentException if the context does not fit or steps is out of range
   * @throws PipelineClosedException if the pipeline is closed
   */
  public Samples generate(ContextVector context, int steps) {
    return request().context(context).steps(steps).generate();
  }

  /**
   * Generates one sample of seed 0 as the model's card recommends, in a thread of the pipeline's;
   * see {@link GenerationRequest#generateAsync()}.
   *
   * @param context what it shows; see {@link #context}
   * @param steps of the sampler, from 1 to the T of the schedule
   * @return the sample to come; cancelling it stops the work
   * @throws IllegalArgumentException if the context does not fit or steps is out of range
   * @throws PipelineClosedException if the pipeline is closed
   */
  public CompletableFuture<Samples> generateAsync(ContextVector context, int steps) {
    return request().context(context).steps(steps).generateAsync();
  }

  /**
   * A request with everything that can be chosen, at first as the card recommends: one
   * unconditional sample of seed 0.
   *
   * @return a builder for one thread
   */
  public GenerationRequest request() {
    return new GenerationRequest(this);
  }

  /**
   * A context by labels.
   *
   * @param labels of the model, such as {@code "folder", "plus"}; none asks for nothing in
   *     particular
   * @return the context
   * @throws IllegalArgumentException if there is no such label; the message names those there are
   */
  public ContextVector context(String... labels) {
    return card.context().context(labels);
  }

  /**
   * A context by a text, encoded once; contexts of the last prompts are kept. A model without a
   * text encoder takes the labels that the words name; see {@link ContextSpec#contextOfWords}.
   *
   * @param text of any length; encoders cut off what is too long, with a warning in the log
   * @return the context: a value that can be kept, mixed and batched
   * @throws IllegalArgumentException if the model takes neither text nor labels, or a word is no
   *     label of a model without a text encoder
   * @throws IllegalStateException if the encoder gives NaN or infinity
   * @throws PipelineClosedException if the pipeline is closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ContextVector prompt(String text) {
    TextEncoder encoder = textEncoder;
    if (encoder == null) {
      throw new IllegalArgumentException(
          "a prompt for %s, which has no text encoder: it takes %s"
              .formatted(card.name(), card.context()));
    }
    @Nullable ContextVector kept = prompts.getIfPresent(text);
    if (kept != null) {
      return kept;
    }
    ContextVector encoded = inFlight.unlessClosed(() -> card.context().check(encoder.encode(text)));
    prompts.put(text, encoded);
    return encoded;
  }

  /**
   * Reads an adapter, such as a LoRA, for {@link GenerationRequest#adapter}. The last ones that
   * were read are kept, and read again if their files were changed.
   *
   * @param file in a format that the runtime knows: for ONNX Runtime its own {@code .onnx_adapter},
   *     or {@code .safetensors}
   * @return the adapter: a value that can be kept, and given to any request of this pipeline
   * @throws IllegalArgumentException if there is no such file, or it does not fit the model
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws PipelineClosedException if the pipeline is closed
   */
  public Adapter adapter(Path file) {
    inFlight.check();
    return adapters.get(file);
  }

  private Adapter opened(Path file) {
    if (denoiser instanceof Model model) {
      return model.adapter(file);
    }
    throw noAdapters(file.toString());
  }

  /** Refuses adapters that cannot be active together. */
  void checkAdapters(List<ActiveAdapter> active) {
    if (denoiser instanceof Model model) {
      model.checkAdapters(active);
    } else {
      throw noAdapters(active.get(0).adapter().name());
    }
  }

  private IllegalArgumentException noAdapters(String given) {
    return new IllegalArgumentException(
        "%s takes no adapters such as %s: it is no model of a runtime"
            .formatted(card.name(), given));
  }

  /**
   * The shape of the images that the pipeline makes by default.
   *
   * @return the shape of the card's samples, or of what the decoder makes of them
   */
  public Shape imageShape() {
    return autoencoder.imageShape(card.shape());
  }

  /**
   * Decodes latents, such as those of a step; where samples are images, they are returned.
   *
   * @param samples of this pipeline; not changed
   * @return images, one row per sample
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   * @throws IllegalStateException if the decoder gives NaN or infinity
   * @throws PipelineClosedException if the pipeline is closed
   */
  public Tensor decode(Tensor samples) {
    StopSignal stop = StopSignal.interruptOf(Thread.currentThread());
    return inFlight.unlessClosed(() -> autoencoder.decode(samples, stop));
  }

  /**
   * Small images of latents, such as those of a step, at next to no cost: a linear approximation of
   * the decoder with one pixel per latent. The first call decodes a few small samples to find it.
   * Where samples are images, they are returned.
   *
   * @param samples of this pipeline; not changed
   * @return images as wide and high as the latents, one row per sample
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Tensor preview(Tensor samples) {
    Decoder decoder = autoencoder.decoder();
    return decoder == null ? samples : preview(decoder).of(samples);
  }

  private LatentPreview preview(Decoder decoder) {
    synchronized (autoencoder) {
      LatentPreview known = preview;
      if (known == null) {
        known =
            LatentPreview.of(decoder, card.shape(), StopSignal.interruptOf(Thread.currentThread()));
        preview = known;
      }
      return known;
    }
  }

  /** The mean latents of images; samples as they are. */
  Tensor latents(Tensor images) {
    StopSignal stop = StopSignal.interruptOf(Thread.currentThread());
    return autoencoder.isLatent() && !images.shape().equals(card.shape())
        ? inFlight.unlessClosed(() -> autoencoder.encode(images, stop))
        : images;
  }

  Autoencoder autoencoder() {
    return autoencoder;
  }

  /**
   * The scheduler that requests begin with: for a folder of components its own, as the reference
   * library's pipeline of that class takes it. Those of Stable Diffusion 1.x and 2.x set {@code
   * steps_offset} to 1 and {@code clip_sample} to false, whatever the file says, and all of Stable
   * Diffusion call TCD with eta 0. {@link GenerationRequest#scheduler} takes a configuration as it
   * is.
   *
   * @return empty if they begin with the defaults of the card
   */
  public Optional<SchedulerConfig> scheduler() {
    return scheduler;
  }

  /** The values of black and white in images. */
  ValueRange imageRange() {
    return autoencoder.isLatent() ? DECODED : card.range();
  }

  /** What a request with samples of a shape makes, for messages. */
  String madeOf(Shape shape) {
    return autoencoder.isLatent()
        ? "images of %s from latents of %s".formatted(autoencoder.imageShape(shape), shape)
        : shape.toString();
  }

  /** The shape of the samples that become images of a size. */
  Shape sampleShape(int width, int height) {
    Shape image = imageShape();
    Shape sample = card.shape();
    if (image.rank() != 3) {
      throw new IllegalArgumentException(
          "a size of %d x %d: this model makes %s, which is no image"
              .formatted(width, height, image));
    }
    int tall = image.dimension(1) / sample.dimension(1);
    int wide = image.dimension(2) / sample.dimension(2);
    if (width < wide || height < tall || width % wide != 0 || height % tall != 0) {
      throw new IllegalArgumentException(
          "a size of %d x %d pixels: width and height are multiples of %d and %d for this model"
              .formatted(width, height, wide, tall));
    }
    return Shape.of(sample.dimension(0), height / tall, width / wide);
  }

  /**
   * Reads an image file to start from or to keep: {@link GenerationRequest#imageToImage}, {@link
   * GenerationRequest#inpaint}, {@link GenerationRequest#invert}.
   *
   * @param file a PNG, GIF, BMP or JPEG as wide and high as this model's samples; its true colours
   *     are taken. Models of 3 channels (RGB) and of 1 (grey: the luma of ITU-R BT.601) get
   *     transparency over white, those of 4 (RGBA) as it is
   * @return one clean sample in the model's value range
   * @throws IllegalArgumentException if it is no image or of another size, or the model makes no
   *     images
   * @throws java.io.UncheckedIOException if the file cannot be read or is damaged; the message
   *     names it
   */
  public Tensor image(Path file) {
    return Tensor.wrap(imageShape(), images().read(file));
  }

  /**
   * Reads an image from a stream, such as an upload, as {@link #image(Path)} does.
   *
   * @param in the content of an image file; not closed
   * @return one clean sample in the model's value range
   * @throws IllegalArgumentException if it is no image or of another size, or the model makes no
   *     images
   * @throws java.io.UncheckedIOException if it cannot be read or is damaged
   */
  public Tensor image(InputStream in) {
    return Tensor.wrap(imageShape(), images().read(in, STREAM));
  }

  /**
   * Reads an image from memory, as {@link #image(Path)} does.
   *
   * @param file the content of an image file
   * @return one clean sample in the model's value range
   * @throws IllegalArgumentException if it is no image or of another size, or the model makes no
   *     images
   * @throws java.io.UncheckedIOException if it is damaged
   */
  public Tensor image(byte[] file) {
    return image(new ByteArrayInputStream(file));
  }

  /**
   * Takes an image as {@link #image(Path)} does.
   *
   * @param image as wide and high as this model's samples
   * @return one clean sample in the model's value range
   * @throws IllegalArgumentException if its size is another, or the model makes no images
   */
  public Tensor image(BufferedImage image) {
    return Tensor.wrap(imageShape(), images().values(image));
  }

  /**
   * Reads a mask for {@link GenerationRequest#inpaint}. As in other tools, white is painted anew,
   * black is kept, and grey blends; what is transparent counts as white.
   *
   * @param file a PNG, GIF, BMP or JPEG as wide and high as this model's samples
   * @return one channel, height x width, of luma: 1 repaints, 0 keeps
   * @throws IllegalArgumentException if it is no image or of another size, or the model makes no
   *     images
   * @throws java.io.UncheckedIOException if the file cannot be read or is damaged; the message
   *     names it
   */
  public Tensor mask(Path file) {
    return mask(luma().read(file));
  }

  /**
   * Reads a mask from a stream, such as an upload, as {@link #mask(Path)} does.
   *
   * @param in the content of an image file; not closed
   * @return one channel, height x width, of luma: 1 repaints, 0 keeps
   * @throws IllegalArgumentException if it is no image or of another size, or the model makes no
   *     images
   * @throws java.io.UncheckedIOException if it cannot be read or is damaged
   */
  public Tensor mask(InputStream in) {
    return mask(luma().read(in, STREAM));
  }

  /**
   * Reads a mask from memory, as {@link #mask(Path)} does.
   *
   * @param file the content of an image file
   * @return one channel, height x width, of luma: 1 repaints, 0 keeps
   * @throws IllegalArgumentException if it is no image or of another size, or the model makes no
   *     images
   * @throws java.io.UncheckedIOException if it is damaged
   */
  public Tensor mask(byte[] file) {
    return mask(new ByteArrayInputStream(file));
  }

  /**
   * Takes a mask as {@link #mask(Path)} does.
   *
   * @param image as wide and high as this model's samples
   * @return one channel, height x width, of luma: 1 repaints, 0 keeps
   * @throws IllegalArgumentException if its size is another, or the model makes no images
   */
  public Tensor mask(BufferedImage image) {
    return mask(luma().values(image));
  }

  /**
   * Reads the image that a ControlNet follows, for {@link GenerationRequest#control}.
   *
   * @param file a PNG, GIF, BMP or JPEG as wide and high as the model's control images
   * @return one image, channels x height x width, with values from 0, black, to 1, white
   * @throws IllegalArgumentException if it is no image or of another size, or the model has no
   *     ControlNet
   * @throws java.io.UncheckedIOException if the file cannot be read or is damaged; the message
   *     names it
   */
  public Tensor controlImage(Path file) {
    Shape image = ControlImage.shape(card.context());
    return Tensor.wrap(image, new ImageFormat(image, new ValueRange(0, 1)).read(file));
  }

  private Tensor mask(float[] luma) {
    return Tensor.wrap(luma().shape(), luma);
  }

  private ImageFormat luma() {
    return images().grey(new ValueRange(0, 1));
  }

  private ImageFormat images() {
    return new ImageFormat(imageShape(), imageRange());
  }

  /**
   * The network itself, for what is no generation: the probability-flow ODE, likelihoods, guidance
   * by gradients (package {@code score}), or a loop of your own.
   *
   * @return the denoiser, as the card describes it; it refuses when the pipeline is closed, and
   *     closing it closes nothing
   */
  public Denoiser denoiser() {
    return evaluation ->
        inFlight.unlessClosed(
            () -> {
              denoiser.evaluate(evaluation);
              return evaluation;
            });
  }

  /**
   * What the model says of itself.
   *
   * @return the card
   */
  public ModelCard card() {
    return card;
  }

  /**
   * Ends the pipeline at once: takes no new work, stops the evaluations that run, and frees the
   * model. Generations that were running or waiting fail with {@link PipelineClosedException}, as
   * do all later calls. Closing twice is harmless.
   */
  @Override
  public void close() {
    inFlight.close();
    background.close();
    denoiser.close();
    autoencoder.close();
    if (textEncoder != null) {
      textEncoder.close();
    }
  }

  /**
   * Ends the pipeline gently: takes no new work, lets the generations that run or wait come to
   * their end, and closes. What is not done in time, or when this thread is interrupted, is stopped
   * as by {@link #close}; the interrupt status stays set.
   *
   * @param limit how long to wait at most
   */
  public void drain(Duration limit) {
    try {
      inFlight.drain(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Refuses a shape that differs from the card's in more than its size. */
  Shape checkShape(Shape shape) {
    if (shape.rank() != card.shape().rank() || shape.dimension(0) != card.shape().dimension(0)) {
      throw new IllegalArgumentException(
          "samples of %s: this model makes %s, of which only the size after the channels may differ"
              .formatted(shape, card.shape()));
    }
    if (!shape.equals(card.shape()) && denoiser instanceof Model model && !model.takes(shape)) {
      throw new IllegalArgumentException(
          "samples of %s: this model's graph takes %s alone".formatted(shape, card.shape()));
    }
    return shape;
  }

  /** The context with every role, and what guidance moves away from. */
  GuidedContext complete(
      ContextVector context,
      ContextVector negative,
      Shape shape,
      double guidance,
      ContextVector control) {
    ContextVector conditions =
        denoiser instanceof Model model
            ? model.conditions(shape, guidance)
            : ContextVector.unconditional();
    for (String role : control.roles()) {
      conditions = conditions.with(role, control.required(role));
    }
    ContextSpec spec = contextFor(shape);
    for (ContextRole role : spec.roles()) {
      if (role.name().equals(ContextSpec.INPAINT)) { // filled when the images are encoded
        float[] nothing = new float[role.shape().size()];
        conditions = conditions.with(role.name(), ContextTensor.of(role.shape(), nothing));
      }
    }
    ContextVector complete = spec.complete(context, conditions, this::emptyPrompt);
    return new GuidedContext(complete, spec.opposite(complete, negative, this::emptyPrompt));
  }

  /** What the network is conditioned on for samples of a shape. */
  ContextSpec contextFor(Shape shape) {
    return card.context().forSamples(card.shape(), shape);
  }

  private ContextVector emptyPrompt() {
    return prompt("");
  }

  /** Evaluates some rows, unless the pipeline was closed. */
  void evaluate(GuidedRows rows, StopSignal stop) {
    inFlight.unlessClosed(
        () -> {
          rows.evaluate(denoiser, stop);
          return rows;
        });
  }

  InFlightCounter inFlight() {
    return inFlight;
  }

  PlanCache plans() {
    return plans;
  }

  AsyncExecutor background() {
    return background;
  }

  String fingerprint() {
    return fingerprint.get();
  }

  ImmutableSortedMap<String, String> runtimeFacts() {
    return runtimeFacts;
  }

  /** The model and what it makes, such as {@code icons16 (3x16x16)}; says whether it is closed. */
  @Override
  public String toString() {
    return "%s (%s)%s".formatted(card.name(), card.shape(), inFlight.isOpen() ? "" : ", closed");
  }
}
