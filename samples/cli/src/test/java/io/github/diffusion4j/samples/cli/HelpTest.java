package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "generate",
        "interpolate",
        "invert",
        "inspect",
        "samplers",
        "bench",
        "train",
        "distill",
        "autoencoder",
        "train-latents",
        "finetune",
        "export",
        "export-latents",
        "evaluate",
        "train-features"
      })
  void everyCommandExplainsItself(String command) {
    Run run = command.isEmpty() ? Run.succeeds("--help") : Run.succeeds(command, "--help");
    assertTrue(run.out().get(0).startsWith("Usage: diffusion"), run.out().toString());
  }

  @Test
  void tellsItsVersion() {
    assertTrue(Run.succeeds("--version").out().get(0).startsWith("diffusion "));
  }

  @Test
  void everySettingOfATrainingIsAnOption() {
    Set<String> options =
        TrainingOptions.SETTINGS.stream()
            .map(TrainingOptions.Setting::key)
            .collect(Collectors.toSet());
    Map<String, String> settings = new TreeMap<>(TrainingConfig.defaults().toMap());
    settings.put("schedule.beta-start", "1e-4");
    settings.put("schedule.beta-end", "0.02");
    settings.put("schedule.beta-min", "0.1");
    settings.put("schedule.beta-max", "20");
    settings.put("schedule.sigma-min", "0.01");
    settings.put("schedule.sigma-max", "50");
    settings.put("schedule.sigma-data", "0.5");
    settings.put("schedule.shift", "1");
    settings.put("schedule.terminal-snr", "keep");
    assertEquals(options, settings.keySet());
    assertEquals(settings, TrainingConfig.of(settings).toMap());
  }
}
