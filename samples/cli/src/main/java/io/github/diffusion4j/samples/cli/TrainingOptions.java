package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** An option for each setting of {@link TrainingConfig}, by the same name. */
final class TrainingOptions {
  static final List<Setting> SETTINGS =
      List.of(
          new Setting("steps", "Steps of the whole run."),
          new Setting("batch", "Images per step."),
          new Setting("seed", "Seed of everything that is drawn."),
          new Setting("threads", "Threads of the engine; 0 for one per core."),
          new Setting("prediction", "What the network predicts: epsilon, x0, v or score."),
          new Setting(
              "schedule",
              "linear, cosine, exponential, edm, variance-preserving, ... as in a card."),
          new Setting("schedule.steps", "T, the number of noise levels."),
          new Setting("schedule.beta-start", "Beta at level 1, for all but cosine."),
          new Setting("schedule.beta-end", "Beta at level T, for all but cosine."),
          new Setting("schedule.beta-min", "Beta at time 0, for (sub-)variance-preserving."),
          new Setting("schedule.beta-max", "Beta at time T, for (sub-)variance-preserving."),
          new Setting("schedule.sigma-min", "Sigma at level 1, for exponential and edm."),
          new Setting("schedule.sigma-max", "Sigma at level T, for exponential and edm."),
          new Setting("schedule.sigma-data", "Deviation of the images, for edm."),
          new Setting("schedule.shift", "Shift towards noise, for flow."),
          new Setting("schedule.terminal-snr", "keep, or zero for no signal at level T."),
          new Setting("weighting", "How much a noise level counts: uniform, sigma or min-snr."),
          new Setting("times", "Which times are learned: whole or continuous."),
          new Setting("told", "What the network is told: fraction, sigma or log-sigma."),
          new Setting("context-dropout", "Share of images shown without their labels."),
          new Setting("augmentation", "Share of images mirrored, shifted, turned in hue each."),
          new Setting("learning-rate", "Step size of AdamW on its plateau."),
          new Setting("warmup", "Steps in which the learning rate rises."),
          new Setting("cooldown", "Share of the steps in which it falls at the end."),
          new Setting("beta1", "Memory of the gradient's mean."),
          new Setting("beta2", "Memory of the gradient's square."),
          new Setting("weight-decay", "Decay of the weights per step, times the learning rate."),
          new Setting("clip-norm", "Bound of the gradient's norm."),
          new Setting("average-decay", "Memory of the averaged weights."),
          new Setting("log-every", "Steps between two lines of the log."),
          new Setting("evaluate-every", "Steps between two held-out losses."),
          new Setting("checkpoint-every", "Steps between two checkpoints."),
          new Setting("samples-every", "Steps between two sheets of samples."));

  private final Map<String, String> defaults;
  private final List<Setting> offered;

  /** Those of a denoiser's training. */
  TrainingOptions() {
    this.defaults = TrainingConfig.defaults().toMap();
    this.offered = SETTINGS;
  }

  /** Those that there are defaults for. */
  TrainingOptions(Map<String, String> defaults) {
    this.defaults = defaults;
    this.offered = SETTINGS.stream().filter(s -> defaults.containsKey(s.key())).toList();
  }

  /** The settings that the command line changes. */
  Map<String, String> given(ParseResult parsed) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting setting : offered) {
      if (parsed.hasMatchedOption(setting.option())) {
        given.put(setting.key(), parsed.matchedOptionValue(setting.option(), ""));
      }
    }
    return given;
  }

  /** Called by picocli when it has read the annotations. */
  @Spec
  void addOptions(CommandSpec spec) {
    for (Setting setting : offered) {
      String value = defaults.get(setting.key());
      spec.addOption(
          OptionSpec.builder(setting.option())
              .paramLabel("VALUE")
              .type(String.class)
              .description(setting.meaning() + (value == null ? "" : " Default: " + value + "."))
              .build());
    }
  }

  /**
   * A setting and what it means.
   *
   * @param key its name
   * @param meaning a line
   */
  record Setting(String key, String meaning) {
    String option() {
      return "--" + key;
    }
  }
}
