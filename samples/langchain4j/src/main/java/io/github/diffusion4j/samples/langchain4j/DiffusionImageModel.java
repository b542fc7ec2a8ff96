package io.github.diffusion4j.samples.langchain4j;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.output.Response;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An {@link ImageModel} that draws in this process. The prompt of a model with a text encoder is
 * any text, that of a model of labels the words that name them.
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
  public Response<Image> generate(String prompt) {
    return Response.from(images(request(prompt)).get(0));
  }

  @Override
  public Response<List<Image>> generate(String prompt, int n) {
    return Response.from(images(request(prompt).count(n)));
  }

  /** Changes the whole image, with strength 0.6. */
  @Override
  public Response<Image> edit(Image image, String prompt) {
    return Response.from(images(request(prompt).imageToImage(pixels(image), 0.6)).get(0));
  }

  /** Paints anew what is white in the mask. */
  @Override
  public Response<Image> edit(Image image, Image mask, String prompt) {
    Tensor where = pipeline.mask(bytes(mask));
    return Response.from(images(request(prompt).inpaint(pixels(image), where)).get(0));
  }

  private GenerationRequest request(String prompt) {
    return settings.apply(pipeline.request()).prompt(prompt);
  }

  private Tensor pixels(Image image) {
    return pipeline.image(bytes(image));
  }

  private static byte[] bytes(Image image) {
    if (image.base64Data() == null) {
      throw new IllegalArgumentException(
          "an image by its address, %s: give its bytes in Base64".formatted(image.url()));
    }
    return Base64.getDecoder().decode(image.base64Data());
  }

  private static List<Image> images(GenerationRequest request) {
    Samples samples = request.generate();
    return IntStream.range(0, samples.count()).mapToObj(i -> image(samples, i)).toList();
  }

  private static Image image(Samples samples, int index) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    samples.writePng(png, index);
    return Image.builder()
        .base64Data(Base64.getEncoder().encodeToString(png.toByteArray()))
        .mimeType("image/png")
        .build();
  }
}
