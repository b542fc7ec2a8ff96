package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A process of its own that runs {@link HostApplication}, with the class path of the tests and an
 * environment without variables: a build server's would turn off the telemetry of ONNX Runtime.
 */
final class ChildJvm {
  /** Made by the build. */
  private static final Path TELEMETRY = Path.of("target", "telemetry", "onnxruntime.jar");

  private final List<String> before = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private String classPath = System.getProperty("java.class.path");

  /** With the version of ONNX Runtime that has telemetry, which may reach nobody. */
  ChildJvm withTelemetry() {
    assertTrue(Files.exists(TELEMETRY), "mvn process-test-resources copies " + TELEMETRY);
    Path own = jarOf(OrtEnvironment.class);
    classPath =
        Arrays.stream(classPath.split(File.pathSeparator, -1))
            .map(entry -> own.equals(Path.of(entry)) ? TELEMETRY.toString() : entry)
            .collect(Collectors.joining(File.pathSeparator));
    return variable("https_proxy", "http://127.0.0.1:9");
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes the class path that long, by names of jars that are not there. */
  ChildJvm classPathOf(int characters) {
    StringBuilder path = new StringBuilder(classPath);
    for (int i = 0; path.length() < characters; i++) {
      path.append(File.pathSeparator)
          .append("/opt/application/lib/library-")
          .append(i)
          .append(".jar");
    }
    classPath = path.substring(0, characters);
    return this;
  }

  ChildJvm variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  /** Something in a shell before Java starts, such as a limit. */
  ChildJvm after(String shellCommand) {
    before.addAll(List.of("sh", "-c", shellCommand + " && exec \"$@\"", "sh"));
    return this;
  }

  /** The same, where it may mount what nobody else sees. */
  ChildJvm afterMounting(String shellCommand) {
    before.addAll(List.of("unshare", "--map-root-user", "--mount"));
    return after(shellCommand);
  }

  /** What it prints, if it ends well. */
  String run(String argument) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, HostApplication.class.getName(), argument));
    ProcessBuilder builder = new ProcessBuilder(command);
    Path errors = Files.createTempFile("child", ".txt");
    builder.redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    String error = Files.readString(errors);
    Files.delete(errors);
    assertTrue(code == 0, () -> "exit code " + code + ": " + output + error);
    return output;
  }
}
