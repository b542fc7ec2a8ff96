package io.github.diffusion4j.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that told a run its data, in a file of the run's folder, so that a run that is
 * resumed knows them. What is given anew takes the place of what is kept.
 */
final class RunData {
  private static final String FILE = "data-options.txt";

  private final Path file;
  private final Map<String, List<String>> arguments = new TreeMap<>();

  private RunData(Path run) {
    this.file = run.resolve(FILE);
  }

  /** What a command line gives. */
  static RunData given(Path run, ParseResult parsed) {
    RunData data = new RunData(run);
    for (OptionSpec option : CommandSpec.forAnnotatedObject(new DataOptions()).options()) {
      String name = option.longestName();
      if (parsed.hasMatchedOption(name)) {
        for (String value : parsed.matchedOption(name).originalStringValues()) {
          data.add(name + "=" + DataOptions.absolute(name, value));
        }
      }
    }
    return data;
  }

  /** The same with what the folder keeps of options that were not given. */
  RunData andKept() {
    if (!Files.exists(file)) {
      return this;
    }
    RunData kept = new RunData(file.resolveSibling(""));
    try {
      Files.readAllLines(file, UTF_8).forEach(kept::add);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
    kept.arguments.putAll(arguments);
    return kept;
  }

  /** As if they had all been on the command line. */
  DataOptions options() {
    return CommandLine.populateCommand(new DataOptions(), lines().toArray(new String[0]));
  }

  /** Keeps them in the folder, which is there. */
  void keep() {
    try {
      Files.write(file, lines(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private void add(String argument) {
    String name = argument.substring(0, argument.indexOf('='));
    arguments.computeIfAbsent(name, option -> new ArrayList<>()).add(argument);
  }

  private List<String> lines() {
    return arguments.values().stream().flatMap(List::stream).toList();
  }
}
