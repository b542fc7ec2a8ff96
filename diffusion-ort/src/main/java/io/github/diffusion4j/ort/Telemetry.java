package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the telemetry of ONNX Runtime demands of a process. From 1.29 on, the official builds for
 * Linux and macOS collect facts about the process while the environment is created, before {@code
 * setTelemetry(false)} can be called, and can kill it there:
 *
 * <ul>
 *   <li>Regular expressions run over the command line, recursively, on the caller's stack. 1.29.0
 *       on x64 takes between 160 and 330 bytes of stack per byte of command line, so a stack of 1
 *       MiB overflows at about 4,000 bytes.
 *   <li>1.29 asks a shell for the machine's name if {@code /etc/machine-id} is missing, and crashes
 *       if there is no shell (onnxruntime #32173).
 * </ul>
 *
 * @param version of ONNX Runtime; empty if it is not known, which counts as any
 * @param off whether the environment variable forbids telemetry
 * @param root of the file system
 */
record Telemetry(Optional<Version> version, boolean off, Path root) {
  private static final Version FIRST = Version.parse("1.29");
  private static final Version SHELL_NOT_NEEDED = Version.parse("1.30");

  private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");
  private static final String OFF = "ORT_DISABLE_TELEMETRY";
  private static final long STACK = 16L << 20;
  private static final long STACK_PER_BYTE = 1L << 10;

  static Telemetry ofThisProcess() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new Telemetry(runtimeVersion(), windows || "1".equals(System.getenv(OFF)), Path.of("/"));
  }

  /** From the manifest of its jar, or on the module path from the name of its jar. */
  private static Optional<Version> runtimeVersion() {
    return Optional.ofNullable(OrtEnvironment.class.getPackage().getImplementationVersion())
        .filter(version -> NUMBERS.matcher(version).matches())
        .map(Version::parse)
        .or(
            () ->
                Optional.ofNullable(OrtEnvironment.class.getModule().getDescriptor())
                    .flatMap(ModuleDescriptor::version));
  }

  /** Whether this ONNX Runtime may collect facts about the process. */
  boolean runs() {
    return !off && version.map(known -> known.compareTo(FIRST) >= 0).orElse(true);
  }

  /**
   * Refuses a process that creating the environment would end.
   *
   * @throws IllegalStateException if there is neither a machine id nor a shell to ask
   */
  void checkShell() {
    boolean asks = version.map(known -> known.compareTo(SHELL_NOT_NEEDED) < 0).orElse(true);
    if (runs() && asks && !hasMachineId() && !Files.isExecutable(root.resolve("bin/sh"))) {
      throw new IllegalStateException(
          "%s crashes where there is neither /etc/machine-id nor /bin/sh, as in containers without a shell; set the environment variable %s=1, or use ONNX Runtime 1.28.0"
              .formatted(name(), OFF));
    }
  }

  /** Only Linux has such a file, and only there is it asked for. */
  private boolean hasMachineId() {
    try {
      return !Files.exists(root.resolve("proc")) || Files.size(root.resolve("etc/machine-id")) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Enough for the command line, with a factor of 3 to spare. */
  long stackBytes() {
    return STACK + STACK_PER_BYTE * commandLineBytes();
  }

  private long commandLineBytes() {
    try {
      return Files.readAllBytes(root.resolve("proc/self/cmdline")).length;
    } catch (IOException e) {
      return ProcessHandle.current().info().commandLine().map(String::length).orElse(0);
    }
  }

  /** The process may not reserve that much memory. */
  IllegalStateException noThread(long stack, OutOfMemoryError e) {
    return new IllegalStateException(
        "%s needs a thread with a stack of %d MiB for this process's command line of %d bytes, and the system gives none; shorten the class path (java @file, or a jar with a Class-Path), or set the environment variable %s=1"
            .formatted(name(), stack >> 20, commandLineBytes(), OFF),
        e);
  }

  private String name() {
    return "ONNX Runtime " + version.map(Version::toString).orElse("of unknown version");
  }
}
