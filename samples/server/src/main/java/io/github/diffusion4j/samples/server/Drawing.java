package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request of a client, prepared for its model. */
final class Drawing {
  private final ServedModel model;
  private final ImageRequest wanted;
  private final Optional<Originals> originals;
  private final GenerationRequest request;

  /** By which whole factor images are larger than the model makes them. */
  private final int zoom;

  private Drawing(ServedModel model, ImageRequest wanted, Optional<Originals> originals) {
    this.model = model;
    this.wanted = wanted;
    this.originals = originals;
    request = model.pipeline().request();
    zoom = wanted.size().map(this::sized).orElse(1);
  }

  /** Sets all that was asked for, and refuses what the model cannot do. */
  static Drawing of(ServedModel model, ImageRequest wanted, Optional<Originals> originals) {
    Drawing drawing = new Drawing(model, wanted, originals);
    GenerationRequest request = drawing.request;
    wanted.subject().applyTo(request, model.pipeline().card());
    try {
      request.count(wanted.count()).seed(wanted.seed()).deadline(wanted.delivery().deadline());
      wanted.method().applyTo(request);
      originals.ifPresent(given -> given.applyTo(request, wanted.strength()));
      request.plan();
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
    return drawing;
  }

  /** Asks the model for a size, or for its own, of which the size is a whole multiple. */
  private int sized(ImageSize size) {
    try {
      request.size(size.width(), size.height());
      return 1;
    } catch (IllegalArgumentException e) {
      ImageSize own = own();
      int times = size.timesOf(own);
      if (times == 0) {
        throw Fields.bad(
            "size", size.toString(), "%s or a whole multiple of it for this model".formatted(own));
      }
      return times;
    }
  }

  private ImageSize own() {
    Shape image = request.imageFormat().shape();
    return new ImageSize(image.dimension(2), image.dimension(1));
  }

  /** What it is called in events. */
  String kind() {
    return originals.isEmpty() ? "image_generation" : "image_edit";
  }

  String model() {
    return model.name();
  }

  ImageSize size() {
    return new ImageSize(own().width() * zoom, own().height() * zoom);
  }

  Delivery delivery() {
    return wanted.delivery();
  }

  CompletableFuture<Samples> submit() {
    return model.submit(request);
  }

  CompletableFuture<Samples> submit(StepEvents listener) {
    request.listener(listener);
    return submit();
  }

  /** One of the images as a file. */
  byte[] png(Samples samples, int index) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    if (zoom == 1) {
      samples.writePng(png, index);
    } else {
      Png.write(png, enlarged(samples.image(index)));
    }
    return png.toByteArray();
  }

  /** What an image is going to be, as far as the network can tell. */
  byte[] preview(Tensor x0) {
    DiffusionPipeline pipeline = model.pipeline();
    Tensor seen = pipeline.preview(x0);
    ImageFormat format = new ImageFormat(seen.shape(), request.imageFormat().range());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    Png.write(png, enlarged(format.image(seen.data(), 0)));
    return png.toByteArray();
  }

  private BufferedImage enlarged(BufferedImage image) {
    if (zoom == 1) {
      return image;
    }
    int width = image.getWidth() * zoom;
    int height = image.getHeight() * zoom;
    BufferedImage large = new BufferedImage(width, height, image.getType());
    Graphics2D graphics = large.createGraphics();
    graphics.drawImage(image, 0, 0, width, height, null); // nearest neighbour by default
    graphics.dispose();
    return large;
  }

  /** The request that makes one of the images alone, with all that was left to the model. */
  Map<String, Object> requestOf(int index) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model.name());
    wanted.subject().addTo(fields);
    fields.put("size", size().toString());
    fields.put("seed", wanted.seed() + index);
    wanted.method().addTo(fields, model.pipeline().card().defaults());
    if (originals.isPresent()) {
      wanted.strength().ifPresent(strength -> fields.put("strength", strength));
    }
    return fields;
  }

  /** Whether the request alone makes the images again, without an image that was given. */
  boolean isRepeatable() {
    return originals.isEmpty();
  }
}
