package io.github.diffusion4j.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The Runge-Kutta pair 5(4) of Dormand and Prince, "A family of embedded Runge-Kutta formulae"
 * (1980), with steps by the estimated error, "Solving Ordinary Differential Equations I" (Hairer,
 * Norsett, Wanner), section II.4. Every path takes steps of its own; the slopes of all that are
 * under way are asked for together.
 *
 * @param tolerance of a step
 */
record DormandPrince(Tolerance tolerance) {
  private static final double[] C = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

  private static final double[][] A = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
  };

  /** Order 5 minus order 4. */
  private static final double[] ERROR = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };

  private static final int MOST_STEPS = 10_000;

  /** The slopes of some paths. */
  interface Field {
    /**
     * Computes dy/ds.
     *
     * @param path which paths are asked about
     * @param s where each stands
     * @param y of each
     * @return of each
     */
    List<double[]> slopes(List<Integer> path, List<Double> s, List<double[]> y);
  }

  /** One path. */
  private static final class Path {
    final int index;
    double s;
    double h;
    double[] y;
    double[] trial;
    final double[][] k = new double[7][];
    int evaluations;
    int steps;

    Path(int index, double s, double[] y) {
      this.index = index;
      this.s = s;
      this.y = y;
      trial = y;
    }

    /** The state of a stage, y + h sum of a(j) k(j). */
    void tryStage(int stage) {
      trial = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        double sum = 0;
        for (int j = 0; j < stage; j++) {
          sum += A[stage][j] * k[j][i];
        }
        trial[i] = y[i] + h * sum;
      }
    }

    double[] error() {
      double[] error = new double[y.length];
      for (int i = 0; i < error.length; i++) {
        for (int j = 0; j < ERROR.length; j++) {
          error[i] += h * ERROR[j] * k[j][i];
        }
      }
      return error;
    }
  }

  /**
   * Follows paths.
   *
   * @param field gives the slopes
   * @param from where they start
   * @param to where they end, above or below
   * @param y their starts; replaced by their ends
   * @return the evaluations of each
   */
  List<Integer> solve(Field field, double from, double to, List<double[]> y) {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < y.size(); i++) {
      paths.add(new Path(i, from, y.get(i)));
    }
    ask(field, paths, 0);
    start(field, paths, to - from);
    List<Path> active = new ArrayList<>(paths);
    while (!active.isEmpty()) {
      for (int stage = 1; stage < C.length; stage++) {
        for (Path path : active) {
          path.tryStage(stage);
        }
        ask(field, active, stage);
      }
      active.removeIf(path -> advance(path, to));
    }
    for (Path path : paths) {
      y.set(path.index, path.y);
    }
    return paths.stream().map(path -> path.evaluations).toList();
  }

  private static void ask(Field field, List<Path> paths, int stage) {
    List<double[]> slopes =
        field.slopes(
            paths.stream().map(p -> p.index).toList(),
            paths.stream().map(p -> p.s + C[stage] * p.h).toList(),
            paths.stream().map(p -> p.trial).toList());
    for (int i = 0; i < paths.size(); i++) {
      paths.get(i).k[stage] = slopes.get(i);
      paths.get(i).evaluations++;
    }
  }

  /** The first steps: those after which Euler's method has moved by a hundredth, and one look. */
  private void start(Field field, List<Path> paths, double span) {
    for (Path path : paths) {
      double state = tolerance.norm(path.y, path.y, path.y);
      double slope = tolerance.norm(path.k[0], path.y, path.y);
      double h = state < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * state / slope;
      path.h = Math.copySign(Math.min(h, Math.abs(span)), span);
      path.tryStage(1); // a fifth of the way
    }
    ask(field, paths, 1);
    for (Path path : paths) {
      double[] change = new double[path.y.length];
      for (int i = 0; i < change.length; i++) {
        change[i] = (path.k[1][i] - path.k[0][i]) / (C[1] * path.h);
      }
      double curvature = tolerance.norm(change, path.y, path.y);
      double slope = tolerance.norm(path.k[0], path.y, path.y);
      double largest = Math.max(slope, curvature);
      double guess = largest <= 1e-15 ? Math.abs(path.h) * 1e3 : Math.pow(0.01 / largest, 1 / 5.0);
      double h = Math.min(Math.min(100 * Math.abs(path.h), guess), Math.abs(span));
      path.h = Math.copySign(h, span);
    }
  }

  /** Takes a step or makes it smaller; says whether the path is at its end. */
  private boolean advance(Path path, double to) {
    double error = tolerance.norm(path.error(), path.y, path.trial);
    double factor = Math.max(0.2, Math.min(10, 0.9 * Math.pow(error, -1 / 5.0)));
    checkProgress(path, error);
    if (error <= 1) {
      boolean last = Math.abs(to - path.s) <= Math.abs(path.h) * (1 + 1e-12);
      path.s = last ? to : path.s + path.h;
      path.y = path.trial;
      path.k[0] = path.k[6]; // the seventh slope is the first of the next step
      if (last) {
        return true;
      }
    }
    double h = Math.min(Math.abs(path.h) * factor, Math.abs(to - path.s));
    path.h = Math.copySign(h, to - path.s);
    return false;
  }

  private void checkProgress(Path path, double error) {
    path.steps++;
    if (!Double.isFinite(error) || path.steps > MOST_STEPS || path.s + path.h == path.s) {
      throw new IllegalStateException(
          "sample %d does not meet the tolerance %s after %d steps, at %s with a step of %s: ask for a larger tolerance, since float32 networks are exact to about 1e-6"
              .formatted(path.index, tolerance.absolute(), path.steps, path.s, path.h));
    }
  }
}
