package io.github.diffusion4j.score;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The probability-flow ODE of a model, "Score-Based Generative Modeling through Stochastic
 * Differential Equations" (2011.13456), section 4.3: one latent for each sample and back, and the
 * exact likelihood of the model.
 *
 * <pre>{@code
 * ProbabilityFlow flow = ProbabilityFlow.of(pipeline.denoiser(), pipeline.card()).tolerance(1e-4);
 * Tensor latent = flow.encode(icon).values();
 * Tensor again = flow.decode(latent).values();
 * }</pre>
 *
 * <p>The solver is Dormand-Prince 5(4): each sample takes the steps that its error asks for, so
 * that a sample is the same whatever others are solved with it. Latents are N(0, 1) as the noise
 * that requests start from, so that those of a model can start its requests.
 *
 * <p>Immutable and thread-safe.
 */
public final class ProbabilityFlow {
  private final Denoiser denoiser;
  private final ModelCard card;
  private final ContextVector context;
  private final Tolerance tolerance;
  private final double cleanest;

  private ProbabilityFlow(
      Denoiser denoiser,
      ModelCard card,
      ContextVector context,
      Tolerance tolerance,
      double cleanest) {
    this.denoiser = denoiser;
    this.card = card;
    this.context = context;
    this.tolerance = tolerance;
    this.cleanest = cleanest;
  }

  /**
   * The flow of a model.
   *
   * @param model evaluated, and not closed
   * @return the flow, unconditional, with tolerance 1e-5
   */
  public static ProbabilityFlow of(Model model) {
    return of(model, model.card());
  }

  /**
   * The flow of any denoiser.
   *
   * @param denoiser evaluated, and not closed
   * @param card what it is
   * @return the flow, unconditional, with tolerance 1e-5
   */
  public static ProbabilityFlow of(Denoiser denoiser, ModelCard card) {
    return new ProbabilityFlow(
        denoiser,
        card,
        ContextVector.unconditional(),
        new Tolerance(1e-5, 1e-5),
        Math.min(1, card.schedule().steps() / 2.0));
  }

  /**
   * The same of samples of a context.
   *
   * @param newContext that fits the model
   * @return a copy
   * @throws IllegalArgumentException if it does not fit
   */
  public ProbabilityFlow context(ContextVector newContext) {
    card.context().check(newContext);
    return new ProbabilityFlow(denoiser, card, newContext, tolerance, cleanest);
  }

  /**
   * The same with another bound of the estimated error of a step, the root mean square over the
   * values of a sample divided by sqrt(alpha^2 + sigma^2).
   *
   * @param error from 1e-9 to 1, absolute and relative to the value; default 1e-5. Networks compute
   *     in float32, so that less than 1e-6 is rarely met
   * @return a copy
   * @throws IllegalArgumentException if it is outside
   */
  public ProbabilityFlow tolerance(double error) {
    return new ProbabilityFlow(denoiser, card, context, new Tolerance(error, error), cleanest);
  }

  /**
   * The same with another clean end. Samples are taken to stand at that time as they are.
   *
   * @param time of the schedule, above 0 and below T; default 1, the cleanest level that a network
   *     has seen whose steps are whole; the paper takes 1e-5 T
   * @return a copy
   * @throws IllegalArgumentException if it is outside
   */
  public ProbabilityFlow from(double time) {
    if (!(time > 0 && time < card.schedule().steps())) {
      throw new IllegalArgumentException(
          "time = %s: the flow starts after 0 and before %d, such as at 1"
              .formatted(time, card.schedule().steps()));
    }
    return new ProbabilityFlow(denoiser, card, context, tolerance, time);
  }

  /**
   * The latents of samples.
   *
   * @param samples clean, of the card's shape; not changed
   * @return N(0, 1) for samples of the model
   * @throws IllegalArgumentException if the shape is another
   * @throws IllegalStateException if the tolerance cannot be met
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Solution encode(Tensor samples) {
    return solve(samples, cleanAngle(), noisyAngle());
  }

  /**
   * The samples of latents.
   *
   * @param latents as {@link #encode} gives them, or N(0, 1); not changed
   * @return clean samples
   * @throws IllegalArgumentException if the shape is another
   * @throws IllegalStateException if the tolerance cannot be met
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Solution decode(Tensor latents) {
    return solve(latents, noisyAngle(), cleanAngle());
  }

  private Solution solve(Tensor values, double from, double to) {
    Network network = network();
    List<double[]> y = rows(network.check(values), 0);
    List<Integer> evaluations =
        new DormandPrince(tolerance).solve(new FlowField(network), from, to, y);
    return new Solution(tensor(y, values.shape()), evaluations);
  }

  /**
   * The log-density of samples under the model, section 4.3 and appendix D.2 of the paper. The
   * density at the noisy end is that of the samples' start, N(0, alpha^2 + sigma^2).
   *
   * @param samples clean, of the card's shape; not changed
   * @param divergence of the network: a formula, or {@link Divergence#hutchinson}
   * @param seed of the first sample's estimate; sample i has this seed + i
   * @return the densities, the latents and the cost
   * @throws IllegalArgumentException if the shape is another
   * @throws IllegalStateException if the tolerance cannot be met
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Likelihood likelihood(Tensor samples, Divergence divergence, long seed) {
    Network network = network();
    List<double[]> y = rows(network.check(samples), 1);
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < y.size(); i++) {
      seeds.add(seed + i);
    }
    LikelihoodField field = new LikelihoodField(network, new FlowField(network), divergence, seeds);
    List<Integer> slopes = new DormandPrince(tolerance).solve(field, cleanAngle(), noisyAngle(), y);
    // equation 39: log p(x(0)) = log p(x(T)) + integral of the divergence
    List<Double> nats = y.stream().map(ProbabilityFlow::logDensity).toList();
    return new Likelihood(
        nats,
        tensor(y, samples.shape()),
        slopes.stream().map(n -> n * (1 + divergence.evaluations())).toList());
  }

  private static double logDensity(double[] y) {
    int size = y.length - 1;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += y[i] * y[i];
    }
    return -0.5 * (squares + size * Math.log(2 * Math.PI)) + size * y[size];
  }

  /**
   * Images of whole shades with noise spread evenly over a shade, so that their density bounds the
   * probability of the shades ("A note on the evaluation of generative models", 1511.01844).
   *
   * @param images with values v(k) = low + k (high - low) / 255 of the card's range; not changed
   * @param seed of the noise of the first; image i has this seed + i
   * @return values over the range in 256 equal parts, one for each shade
   */
  public Tensor dequantized(Tensor images, long seed) {
    float low = card.range().low();
    double width = ((double) card.range().high() - low) / 256;
    Tensor noised = Tensor.zeros(images.rows(), images.shape());
    int size = images.shape().size();
    for (int row = 0; row < images.rows(); row++) {
      SplittableRandom random = new SplittableRandom(seed + row);
      for (int i = row * size; i < (row + 1) * size; i++) {
        int shade = card.range().toByte(images.data()[i]);
        noised.data()[i] = (float) (low + width * (shade + random.nextDouble()));
      }
    }
    return noised;
  }

  private Network network() {
    return Network.of(denoiser, card, context);
  }

  private double cleanAngle() {
    return Angles.of(card.schedule().level(cleanest));
  }

  private double noisyAngle() {
    Level last = card.schedule().level(card.schedule().steps());
    return Angles.of(last);
  }

  /** The rows in double precision, with room for more components. */
  private static List<double[]> rows(Tensor values, int more) {
    int size = values.shape().size();
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < values.rows(); row++) {
      double[] y = new double[size + more];
      for (int i = 0; i < size; i++) {
        y[i] = values.data()[row * size + i];
      }
      rows.add(y);
    }
    return rows;
  }

  private static Tensor tensor(List<double[]> rows, Shape shape) {
    Tensor tensor = Tensor.zeros(rows.size(), shape);
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < shape.size(); i++) {
        tensor.data()[row * shape.size() + i] = (float) rows.get(row)[i];
      }
    }
    return tensor;
  }
}
