package io.github.diffusion4j.fake;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.model.TextEncoder;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A model of prompts and latents: 4 channels of 4x4 become images of 3x8x8, of other sizes up to
 * 32x32 when asked.
 *
 * @param settings that it was opened with
 */
record FakeModel(RuntimeSettings settings) implements Model {
  private static final String TOKENS = "tokens";
  private static final Shape STATES = Shape.of(2, 3);
  private static final int FACTOR = 2;
  private static final int LARGEST = 16;
  private static final Map<String, Object> SCHEDULER =
      Map.of(
          "_class_name", "DDIMScheduler", "beta_schedule", "scaled_linear", "clip_sample", false);

  @Override
  public ModelCard card() {
    SchedulerConfig scheduler = SchedulerConfig.of(SCHEDULER);
    ContextRole tokens = ContextRole.of(TOKENS, Kind.FLOAT, STATES).unconditionalEmptyPrompt();
    return ModelCard.builder(Shape.of(4, 4, 4), scheduler.schedule(), scheduler.parameterization())
        .name("fake")
        .time(scheduler.networkTime())
        .context(ContextSpec.of(List.of(tokens), List.of()))
        .build();
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    float[] x = evaluation.x().data();
    int size = x.length / evaluation.rows();
    for (int i = 0; i < x.length; i++) {
      ContextTensor tokens = evaluation.contexts().get(i / size).required(TOKENS);
      evaluation.output().data()[i] = 0.5f * x[i] + tokens.values()[i % size % STATES.size()];
    }
  }

  @Override
  public String fingerprint() {
    return "fake";
  }

  @Override
  public boolean takes(Shape shape) {
    return shape.dimension(1) <= LARGEST && shape.dimension(2) <= LARGEST;
  }

  @Override
  public Map<String, ?> schedulerConfig() {
    return SCHEDULER;
  }

  @Override
  public String describe() {
    return "settings " + settings + "\n";
  }

  @Override
  public Optional<TextEncoder> textEncoder() {
    return Optional.of(
        prompt -> {
          Random random = new Random(prompt.hashCode());
          float[] states = new float[STATES.size()];
          for (int i = 0; i < states.length; i++) {
            states[i] = (float) random.nextGaussian() / 4;
          }
          return ContextVector.of(TOKENS, ContextTensor.of(STATES, states));
        });
  }

  @Override
  public Optional<Decoder> decoder() {
    return Optional.of(new Enlarging());
  }

  @Override
  public Optional<Encoder> encoder() {
    return Optional.of(new Shrinking());
  }

  /** The first three channels, each value a square. */
  private static final class Enlarging implements Decoder {
    @Override
    public Shape imageShape(Shape latents) {
      return Shape.of(3, FACTOR * latents.dimension(1), FACTOR * latents.dimension(2));
    }

    @Override
    public void decode(Tensor latents, Tensor images, StopSignal stop) {
      int width = images.shape().dimension(2);
      for (int i = 0; i < images.data().length; i++) {
        int row = i / width / FACTOR;
        images.data()[i] = latents.data()[row * (width / FACTOR) + i % width / FACTOR];
      }
    }
  }

  /** The upper left value of each square; nothing in the fourth channel. */
  private static final class Shrinking implements Encoder {
    @Override
    public Shape latentShape(Shape image) {
      return Shape.of(4, image.dimension(1) / FACTOR, image.dimension(2) / FACTOR);
    }

    @Override
    public void encode(Tensor images, Tensor mean, Tensor deviation, StopSignal stop) {
      int width = mean.shape().dimension(2);
      Arrays.fill(mean.data(), 0);
      Arrays.fill(deviation.data(), 0);
      for (int i = 0; i < images.data().length / FACTOR / FACTOR; i++) {
        mean.data()[i] = images.data()[i / width * FACTOR * width * FACTOR + i % width * FACTOR];
      }
    }
  }
}
