package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.tensor.Tensor;

/** What can be wanted of colours. */
final class Colours {
  private Colours() {}

  /** Each channel becomes the mean of the three. */
  static Tensor grey(Tensor images) {
    Tensor grey = Tensor.zeros(images.rows(), images.shape());
    int channel = images.shape().size() / 3;
    for (int i = 0; i < grey.data().length; i++) {
      int at = i / (3 * channel) * 3 * channel + i % channel;
      float[] values = images.data();
      grey.data()[i] = (values[at] + values[at + channel] + values[at + 2 * channel]) / 3;
    }
    return grey;
  }

  /** The gradient of the mean of red - (green + blue) / 2. */
  static Tensor redder(Tensor images) {
    Tensor gradient = Tensor.zeros(images.rows(), images.shape());
    int channel = images.shape().size() / 3;
    for (int i = 0; i < gradient.data().length; i++) {
      gradient.data()[i] = (i / channel % 3 == 0 ? 1f : -0.5f) / channel;
    }
    return gradient;
  }
}
