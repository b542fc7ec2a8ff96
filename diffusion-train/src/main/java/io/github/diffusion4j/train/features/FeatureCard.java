package io.github.diffusion4j.train.features;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.OnnxFile;
import java.util.List;
import java.util.Map;

/**
 * What the file of a {@link FeatureNetwork} says of itself.
 *
 * @param entries without prefix
 */
record FeatureCard(Map<String, String> entries) {
  private static final String GROUPS = "groups";
  private static final String GROUP = "group.";
  private static final String VERSION = "version";
  private static final String TEXT_WIDTH = "text-width";
  private static final Splitter COMMAS = Splitter.on(',');

  static FeatureCard of(
      String name,
      String version,
      Network network,
      FeatureTargets targets,
      Map<String, String> others) {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries
        .put(CardKeys.NAME, name)
        .put(VERSION, version)
        .put(CardKeys.OUTPUT, "features")
        .put(GROUPS, String.join(",", targets.groups().stream().map(LabelGroup::name).toList()));
    targets
        .groups()
        .forEach(group -> entries.put(GROUP + group.name(), String.join(",", group.labels())));
    targets.captions().ifPresent(texts -> entries.put(TEXT_WIDTH, Integer.toString(texts.width())));
    network.configuration().forEach((key, value) -> entries.put(OnnxFile.NETWORK + key, value));
    return new FeatureCard(entries.putAll(others).buildOrThrow());
  }

  /** As stored in the file. */
  Map<String, String> metadata() {
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    entries.forEach((key, value) -> metadata.put(ModelCard.PREFIX + key, value));
    return metadata.buildOrThrow();
  }

  String name() {
    return value(CardKeys.NAME) + " " + value(VERSION);
  }

  int features() {
    return Integer.parseInt(value(OnnxFile.NETWORK + "features"));
  }

  /** 0 where it knows no captions. */
  int textWidth() {
    return Integer.parseInt(entries.getOrDefault(TEXT_WIDTH, "0"));
  }

  List<LabelGroup> groups() {
    return COMMAS
        .splitToStream(value(GROUPS))
        .map(name -> new LabelGroup(name, COMMAS.splitToList(value(GROUP + name))))
        .toList();
  }

  private String value(String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "no feature network: its card lacks %s%s; give one that was made by train-features"
              .formatted(ModelCard.PREFIX, key));
    }
    return value;
  }
}
