package io.github.diffusion4j;

import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Some of the intermediate states, evenly spaced. State 0 is the start, state n the result. */
final class Frames {
  private final List<Integer> states = new ArrayList<>();
  private final List<Tensor> latents = new ArrayList<>();

  /**
   * Room for {@code number} of the {@code evaluations + 1} states, all of them if they are fewer.
   */
  Frames(int number, int evaluations, Tensor like) {
    int kept = Math.min(number, evaluations + 1);
    for (int k = 0; k < kept; k++) {
      states.add((int) Math.rint((double) k * evaluations / (kept - 1)));
      latents.add(Tensor.zeros(like.rows(), like.shape()));
    }
  }

  void keep(int state, int firstRow, Tensor x) {
    int frame = states.indexOf(state);
    if (frame >= 0) {
      int offset = firstRow * x.shape().size();
      System.arraycopy(x.data(), 0, latents.get(frame).data(), offset, x.data().length);
    }
  }

  List<Tensor> latents() {
    return latents;
  }
}
