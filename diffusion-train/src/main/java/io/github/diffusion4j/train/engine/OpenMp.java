package io.github.diffusion4j.train.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.lang.System.Logger;
import java.util.Map;
import java.util.Set;

/**
 * How LibTorch's threads wait for each other. By default they spin, which on a busy machine, or in
 * a container with a quota, burns the time that those would need that they wait for.
 */
final class OpenMp {
  private static final Logger LOG = System.getLogger(OpenMp.class.getName());
  private static final Set<String> GIVEN =
      Set.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME", "KMP_LIBRARY");

  private OpenMp() {}

  /**
   * Makes them sleep, unless the environment says how they are to wait. OpenMP reads the
   * environment once, when it is loaded: only before that is this of use. Java's own view of the
   * environment, which child processes get, stays as it is.
   */
  static void waitAsleep(Map<String, String> environment) {
    if (Platform.isWindows() || GIVEN.stream().anyMatch(environment::containsKey)) {
      return;
    }
    try {
      NativeLibrary.getProcess()
          .getFunction("setenv")
          .invokeInt(new Object[] {"OMP_WAIT_POLICY", "PASSIVE", 0});
    } catch (LinkageError e) {
      LOG.log(Logger.Level.DEBUG, "OMP_WAIT_POLICY cannot be set: threads will spin", e);
    }
  }
}
