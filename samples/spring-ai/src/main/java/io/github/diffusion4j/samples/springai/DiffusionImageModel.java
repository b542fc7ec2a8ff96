package io.github.diffusion4j.samples.springai;

import static java.util.stream.Collectors.joining;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

/**
 * An {@link ImageModel} that draws in this process. The prompt of a model with a text encoder is
 * any text, that of a model of labels the words that name them. Messages are joined; those of
 * negative weight say what is not wanted. Of the options, number and size count; style means
 * nothing here.
 *
 * <p>Thread-safe. The same call gives the same images, unless the settings choose another seed.
 */
public final class DiffusionImageModel implements ImageModel {
  private final DiffusionPipeline pipeline;
  private final UnaryOperator<GenerationRequest> settings;

  /**
   * Draws as the model's card recommends, from seed 0 on.
   *
   * @param pipeline the caller closes it
   */
  public DiffusionImageModel(DiffusionPipeline pipeline) {
    this(pipeline, request -> request);
  }

  /**
   * Draws with settings of the application.
   *
   * @param pipeline the caller closes it
   * @param settings such as {@code request -> request.steps(20).seed(random.nextLong())}, called
   *     for every request
   */
  public DiffusionImageModel(
      DiffusionPipeline pipeline, UnaryOperator<GenerationRequest> settings) {
    this.pipeline = pipeline;
    this.settings = settings;
  }

  @Override
  public ImageResponse call(ImagePrompt prompt) {
    GenerationRequest request = settings.apply(pipeline.request());
    set(request, prompt.getOptions());
    request.prompt(text(prompt, weight -> weight >= 0));
    String unwanted = text(prompt, weight -> weight < 0);
    if (!unwanted.isEmpty()) {
      request.negativePrompt(unwanted);
    }
    Samples samples = request.generate();
    return new ImageResponse(
        IntStream.range(0, samples.count()).mapToObj(i -> image(samples, i)).toList());
  }

  private void set(GenerationRequest request, @Nullable ImageOptions options) {
    if (options == null) {
      return;
    }
    String name = pipeline.card().name();
    if (options.getModel() != null && !options.getModel().equals(name)) {
      throw new IllegalArgumentException(
          "model = %s: this bean draws with %s".formatted(options.getModel(), name));
    }
    if ("url".equals(options.getResponseFormat())) {
      throw new IllegalArgumentException(
          "responseFormat = url: images made in this process have no address, take b64_json");
    }
    if (options.getWidth() != null && options.getHeight() != null) {
      request.size(options.getWidth(), options.getHeight());
    }
    if (options.getN() != null) {
      request.count(options.getN());
    }
  }

  private static String text(ImagePrompt prompt, Predicate<Float> which) {
    List<ImageMessage> messages = prompt.getInstructions();
    return messages.stream()
        .filter(message -> which.test(message.getWeight() == null ? 1 : message.getWeight()))
        .map(ImageMessage::getText)
        .collect(joining(", "));
  }

  private static ImageGeneration image(Samples samples, int index) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    samples.writePng(png, index);
    return new ImageGeneration(
        new Image(null, Base64.getEncoder().encodeToString(png.toByteArray())));
  }
}
