package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;

/**
 * The samplers, by family. {@link Catalogue} has them by name.
 *
 * <p>Where there is next to no signal (see {@link Interval#startsWithoutSignal}) those of higher
 * order take a step of order 1.
 */
public final class Samplers {
  private Samplers() {}

  /**
   * DDPM with variance beta-tilde.
   *
   * @return the sampler
   */
  public static Sampler ddpm() {
    return ddpm(DdpmVariance.BETA_TILDE);
  }

  /**
   * DDPM, "Denoising Diffusion Probabilistic Models" (2006.11239), algorithm 2, at any number of
   * steps.
   *
   * @param variance how much noise it adds back
   * @return the sampler
   */
  public static Sampler ddpm(DdpmVariance variance) {
    return new Ddpm(variance);
  }

  /**
   * Deterministic DDIM.
   *
   * @return the sampler with eta 0
   */
  public static Sampler ddim() {
    return ddim(0);
  }

  /**
   * DDIM, "Denoising Diffusion Implicit Models" (2010.02502), equation 12.
   *
   * @param eta in [0, 1]: 0 is deterministic, 1 as random as DDPM
   * @return the sampler
   * @throws IllegalArgumentException if eta is outside [0, 1]
   */
  public static Sampler ddim(double eta) {
    return new Ddim(eta);
  }

  /**
   * DDIM from a clean sample to its noise; DDIM with eta 0 at the same steps leads back.
   *
   * @return the sampler
   */
  public static Sampler ddimInverse() {
    return new DdimInverse();
  }

  /**
   * Euler's method in sigma / alpha, 2206.00364. With epsilon as it is, it is DDIM; on a flow, it
   * is the Euler steps of flow matching; on an EDM schedule, EDM's.
   *
   * @return the sampler
   */
  public static Sampler euler() {
    return new Euler();
  }

  /**
   * Euler's method with churn, 2206.00364, algorithm 2 without its correction.
   *
   * @param churn how much noise is stirred in before each step
   * @return the sampler
   */
  public static Sampler euler(Churn churn) {
    return new Renoising(new Euler(), churn);
  }

  /**
   * Euler's method with ancestral noise.
   *
   * @return the sampler
   */
  public static Sampler eulerAncestral() {
    return new EulerAncestral();
  }

  /**
   * Heun's method in sigma / alpha, 2206.00364, algorithm 1.
   *
   * @return the sampler
   */
  public static Sampler heun() {
    return new Heun();
  }

  /**
   * Heun's method with churn, 2206.00364, algorithm 2.
   *
   * @param churn how much noise is stirred in before each step
   * @return the sampler
   */
  public static Sampler heun(Churn churn) {
    return new Renoising(new Heun(), churn);
  }

  /**
   * Heun's method in the schedule's own coordinates: on a flow it averages velocities, 2209.03003.
   *
   * @return the sampler
   */
  public static Sampler flowHeun() {
    return new FlowHeun();
  }

  /**
   * The midpoint method in log-SNR, DPM-Solver-2 of 2206.00927.
   *
   * @return the sampler
   */
  public static Sampler kdpm2() {
    return new Kdpm2();
  }

  /**
   * The midpoint method in log-SNR with ancestral noise.
   *
   * @return the sampler
   */
  public static Sampler kdpm2Ancestral() {
    return new Kdpm2Ancestral();
  }

  /**
   * Linear multistep in sigma / alpha.
   *
   * @param order from 1 to 6; 4 is usual
   * @return the sampler
   * @throws IllegalArgumentException if the order is outside
   */
  public static Multistep lms(int order) {
    return Lms.of(order);
  }

  /**
   * PNDM with its Runge-Kutta start, 2202.09778; 4 steps or more.
   *
   * @return the sampler
   */
  public static Sampler pndm() {
    return new Pndm();
  }

  /**
   * PNDM without the Runge-Kutta start: linear multistep in time, 2202.09778, equation 12.
   *
   * @return the sampler
   */
  public static Multistep plms() {
    return Plms.of();
  }

  /**
   * DPM-Solver and DPM-Solver++ in multistep form, 2206.00927 and 2211.01095.
   *
   * @param kind what is integrated
   * @param variant how differences are weighed
   * @param order from 1 to 3
   * @return the sampler; its order falls at the end of fewer than 15 steps
   * @throws IllegalArgumentException if the order is outside
   */
  public static Multistep dpmSolver(DpmEquation kind, DpmCorrection variant, int order) {
    return DpmMultistep.of(kind.toString(), kind, variant, order);
  }

  /**
   * DPM-Solver++ 2M, the usual choice of 2211.01095.
   *
   * @return the sampler
   */
  public static Multistep dpmSolverPlusPlus() {
    return dpmSolver(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.MIDPOINT, 2);
  }

  /**
   * DPM-Solver and DPM-Solver++ in single-step form. Steps count evaluations.
   *
   * @param kind what is integrated
   * @param variant {@link DpmCorrection#MIDPOINT} or {@link DpmCorrection#HEUN}
   * @param order from 1 to 3, at most the number of steps
   * @return the sampler
   * @throws IllegalArgumentException if the order is outside, or the variant is for multistep only
   */
  public static Sampler dpmSolverSinglestep(DpmEquation kind, DpmCorrection variant, int order) {
    return new DpmSinglestep(kind, variant, order);
  }

  /**
   * UniPC with B(h) = e^h - 1 on x0, 2302.04867.
   *
   * @param order from 1 to 9; 2 or 3 is usual
   * @return the sampler
   * @throws IllegalArgumentException if the order is outside
   */
  public static Multistep uniPc(int order) {
    return uniPc(order, UniPcOptions.DEFAULT);
  }

  /**
   * UniPC, "UniPC: A Unified Predictor-Corrector Framework" (2302.04867).
   *
   * @param order from 1 to 9
   * @param options B(h), what is integrated, which states are corrected
   * @return the sampler
   * @throws IllegalArgumentException if the order is outside
   */
  public static Multistep uniPc(int order, UniPcOptions options) {
    return UniPc.of(order, options);
  }

  /**
   * DEIS in log rho, "Fast Sampling of Diffusion Models with Exponential Integrator" (2204.13902).
   *
   * @param order from 1 to 3
   * @return the sampler
   * @throws IllegalArgumentException if the order is outside
   */
  public static Multistep deis(int order) {
    return DpmMultistep.of("DEIS", DpmEquation.DPM, DpmCorrection.TAYLOR, order);
  }

  /**
   * Consistency sampling, 2303.01469, algorithm 1; on a flow, its stochastic sampling.
   *
   * @return the sampler
   */
  public static Sampler consistency() {
    return new Consistency();
  }

  /**
   * Latent consistency sampling, 2310.04378.
   *
   * @return the sampler with the time scale 10 of the paper's code
   */
  public static Sampler lcm() {
    return lcm(10);
  }

  /**
   * Latent consistency sampling, 2310.04378.
   *
   * @param timeScale what the time is multiplied by before the boundary condition, above 0
   * @return the sampler
   * @throws IllegalArgumentException if the scale is not above 0
   */
  public static Sampler lcm(double timeScale) {
    return new Lcm(timeScale);
  }

  /**
   * Trajectory consistency sampling, 2402.19159.
   *
   * @param gamma in [0, 1]: 0 is deterministic; 0.3 is usual
   * @return the sampler
   * @throws IllegalArgumentException if gamma is outside
   */
  public static Sampler tcd(double gamma) {
    return new Tcd(gamma);
  }

  /**
   * RePaint, 2201.09865: DDIM that jumps back now and then. Meant for requests with known pixels.
   *
   * @param eta of DDIM, in [0, 1]
   * @param length of a jump in steps, at least 1
   * @param times how often each stretch is walked down, at least 1
   * @return the sampler
   * @throws IllegalArgumentException if a value is out of range
   */
  public static Sampler rePaint(double eta, int length, int times) {
    return new Renoising(new Ddim(eta), new RePaintWalk(length, times));
  }

  /**
   * Predictor-corrector, 2011.13456, algorithms 2 to 5: Langevin steps and ancestral sampling.
   *
   * @param snr of the corrector, above 0; 0.16 in the paper
   * @param corrections Langevin steps per level, at least 0
   * @return the sampler
   * @throws IllegalArgumentException if a value is out of range
   */
  public static Sampler predictorCorrector(double snr, int corrections) {
    return new PredictorCorrector(snr, corrections);
  }

  /**
   * Euler-Maruyama on the reverse SDE of any schedule, 2011.13456: variance exploding, variance
   * preserving, sub-VP. On a variance exploding one even spacing of the times is best.
   *
   * @return the sampler
   */
  public static Sampler eulerMaruyama() {
    return new EulerMaruyama();
  }

  /**
   * Annealed Langevin dynamics, 1907.05600, algorithm 1.
   *
   * @param rate step size over the variance of a level, in (0, 2); 0.2 in the paper
   * @param perLevel steps per level, at least 1; 100 in the paper
   * @return the sampler
   * @throws IllegalArgumentException if a value is out of range
   */
  public static Sampler annealedLangevin(double rate, int perLevel) {
    return new AnnealedLangevin(rate, perLevel);
  }

  /**
   * Annealed Langevin dynamics whose step size follows from the ratio of the levels and the steps
   * per level, "Improved Techniques for Training Score-Based Generative Models" (2006.09011),
   * technique 4.
   *
   * @param perLevel steps per level, at least 1; 5 in the paper for CIFAR-10
   * @return the sampler
   * @throws IllegalArgumentException if perLevel is below 1
   */
  public static Sampler annealedLangevin(int perLevel) {
    return new ImprovedLangevin(perLevel);
  }

  /**
   * A sampler by its name in a model card or a command line.
   *
   * @param name one of {@link Catalogue#names}
   * @param eta of DDIM; the others have none
   * @return the sampler
   * @throws IllegalArgumentException if there is none of that name, or eta is wrong for it
   */
  public static Sampler named(String name, double eta) {
    Sampler sampler = Catalogue.named(name).sampler();
    if (eta != 0 && !(sampler instanceof Ddim)) {
      throw new IllegalArgumentException(
          "eta = " + eta + " with " + sampler + ": only DDIM has an eta; leave it out");
    }
    return eta == 0 ? sampler : ddim(eta);
  }
}
