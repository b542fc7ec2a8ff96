package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was understood of a folder of components, in words.
 *
 * @param index of the folder
 * @param components that are used
 * @param card of the network
 */
record HubDescription(HubIndex index, List<Component> components, ModelCard card) {
  private static final Set<String> TEXTS =
      Set.of(HubInputs.TOKENS, HubInputs.POOLED, HubInputs.MASK);
  private static final long KILO = 1000;

  /** Lines that end in a line feed. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("pipeline  " + index.pipeline());
    for (Component component : components) {
      lines.add("%s  %s".formatted(component.role(), size(component.size())));
      component.graph().inputs().values().forEach(input -> lines.add("  input   " + input));
      component.graph().outputs().values().forEach(output -> lines.add("  output  " + output));
    }
    missing().forEach(what -> lines.add("missing   " + what));
    index.notUsed().forEach(name -> lines.add("not used  " + name));
    return String.join("\n", lines) + "\n";
  }

  private List<String> missing() {
    boolean noTexts =
        !has(HubIndex.TEXT_ENCODER)
            && !has(HubIndex.TEXT_ENCODER_2)
            && card.context().roles().stream().map(ContextRole::name).anyMatch(TEXTS::contains);
    boolean noEncoder = has(HubIndex.DECODER) && !has(HubIndex.ENCODER);
    return Stream.of(
            noTexts ? HubIndex.TEXT_ENCODER + ": no prompts, contexts are given by role" : "",
            noEncoder
                ? HubIndex.ENCODER + ": no image to image, inpainting or inversion of images"
                : "")
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private boolean has(String role) {
    return components.stream().anyMatch(component -> component.role().equals(role));
  }

  /** Such as 3.4 GB. */
  private static String size(long bytes) {
    double shown = bytes;
    List<String> units = List.of("bytes", "kB", "MB", "GB");
    int unit = 0;
    while (shown >= KILO && unit < units.size() - 1) {
      shown /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, units.get(unit));
  }
}
