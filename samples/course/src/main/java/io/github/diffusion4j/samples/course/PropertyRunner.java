package io.github.diffusion4j.samples.course;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the laws of a class as a program, as a build or an IDE would, and keeps what they say. */
final class PropertyRunner implements TestExecutionListener {
  /** The first of a report: the shrunk one, if there was anything to shrink. */
  private static final Pattern SAMPLE =
      Pattern.compile("^(?:Shrunk )?Sample[^\n]*\n-+\n([^\n]*)", Pattern.MULTILINE);

  private static final String INDENT = System.lineSeparator() + " ".repeat(9);

  private final List<PropertyResult> verdicts = new ArrayList<>();
  private final Map<TestIdentifier, String> samples = new HashMap<>();

  private PropertyRunner() {}

  /**
   * How a law went.
   *
   * @param property its name
   * @param complaint what is wrong; empty where the law holds
   * @param sample the simplest arguments found that break it; empty for a law without arguments
   */
  record PropertyResult(String property, String complaint, String sample) {
    boolean holds() {
      return complaint.isEmpty();
    }

    @Override
    public String toString() {
      return "  %s %s".formatted(holds() ? "holds " : "BROKEN", property)
          + (holds() ? "" : INDENT + complaint)
          + (sample.isEmpty() ? "" : INDENT + "simplest case: " + sample);
    }
  }

  /**
   * Runs them.
   *
   * @param laws a class that inherits laws
   * @param folder for jqwik's memory of failures
   * @return the verdicts by name of the law
   */
  static List<PropertyResult> hear(Class<?> laws, Path folder) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(laws))
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .configurationParameter("jqwik.database", folder.resolve("jqwik-database").toString())
            .build();
    PropertyRunner court = new PropertyRunner();
    LauncherFactory.create().execute(request, court);
    return court.verdicts.stream().sorted(Comparator.comparing(PropertyResult::property)).toList();
  }

  @Override
  public void reportingEntryPublished(TestIdentifier property, ReportEntry entry) {
    String report = String.join("\n", entry.getKeyValuePairs().values());
    Matcher found = SAMPLE.matcher(report);
    if (found.find()) {
      samples.put(property, found.group(1).strip());
    }
  }

  @Override
  public void executionFinished(TestIdentifier property, TestExecutionResult result) {
    if (property.isTest()) {
      String complaint = result.getThrowable().map(PropertyRunner::firstLine).orElse("");
      verdicts.add(
          new PropertyResult(
              property.getDisplayName(), complaint, samples.getOrDefault(property, "")));
    }
  }

  private static String firstLine(Throwable broken) {
    return String.valueOf(broken.getMessage()).lines().limit(1).collect(Collectors.joining());
  }
}
