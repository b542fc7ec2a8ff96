package io.github.diffusion4j.ort;

import io.github.diffusion4j.ort.OrtFunction.Values;
import io.github.diffusion4j.ort.json.Json;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What encoder and decoder of an autoencoder have in common. */
final class Autoencoders {
  private static final int MOST_BLOCKS = 8;

  private Autoencoders() {}

  /** The one image-like tensor: rows x channels x height x width of real numbers. */
  static GraphTensor image(Component component, Map<String, GraphTensor> tensors, String what) {
    List<GraphTensor> images =
        tensors.values().stream()
            .filter(t -> t.rank() == 4 && FloatBuffers.takes(t.type()))
            .toList();
    boolean alone = what.equals("output") || tensors.size() == 1;
    if (images.isEmpty() || !alone) {
      throw component.refused(
          "%s: expected one %s of rows x channels x height x width in float32 or float16, found %s"
              .formatted(component.role(), what, GraphTensor.list(tensors.values())));
    }
    return images.get(0);
  }

  static int channels(GraphTensor tensor, int otherwise) {
    long channels = tensor.dimensions().get(1);
    return channels == GraphTensor.OPEN ? otherwise : Math.toIntExact(channels);
  }

  /**
   * How many pixels a side of a latent is: what the graph shows, or the configuration's number of
   * blocks says, each but the last of which halves the side.
   */
  static int factor(Component decoder) {
    GraphTensor input = image(decoder, decoder.graph().inputs(), "input");
    GraphTensor output = image(decoder, decoder.graph().outputs(), "output");
    long small = input.dimensions().get(2);
    long large = output.dimensions().get(2);
    if (small > 0 && large > 0 && large % small == 0) {
      return Math.toIntExact(large / small);
    }
    return decoder
        .config()
        .flatMap(c -> c.find("block_out_channels"))
        .map(Autoencoders::factorOfBlocks)
        .orElseThrow(
            () ->
                decoder.refused(
                    "how much larger an image is than its latents neither the graph says nor block_out_channels in a config.json beside it: copy the model's config.json there"));
  }

  private static int factorOfBlocks(Json blocks) {
    int count = blocks.elements().size();
    if (count < 1 || count > MOST_BLOCKS) {
      throw blocks.expected("1 to %d numbers, one per block".formatted(MOST_BLOCKS));
    }
    return 1 << (count - 1);
  }

  static Values values(Tensor tensor, float[] data) {
    long[] dimensions = new long[1 + tensor.shape().rank()];
    dimensions[0] = tensor.rows();
    for (int i = 1; i < dimensions.length; i++) {
      dimensions[i] = tensor.shape().dimension(i - 1);
    }
    return new Values(dimensions, data);
  }

  static void check(Component component, Values given, long size, String wanted) {
    if (given.data().length != size) {
      throw new IllegalStateException(
          "%s: it gave %s values where %s were expected (%d values): its config.json is of another model"
              .formatted(component.name(), List.of(box(given.dimensions())), wanted, size));
    }
  }

  private static Object[] box(long[] dimensions) {
    Object[] boxed = new Object[dimensions.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = dimensions[i];
    }
    return boxed;
  }

  static void copy(Component component, Values from, Tensor to) {
    check(component, from, to.data().length, "images of " + to.shape());
    System.arraycopy(from.data(), 0, to.data(), 0, to.data().length);
  }
}
