package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.util.List;
import java.util.Map;

/** The special tokens that a {@code tokenizer.json} puts around a text. */
final class Frame {
  private Frame() {}

  /** The start as {@code cls_token} and the end as {@code sep_token}. */
  static Map<String, String> of(Json processor) {
    return switch (processor.type()) {
      case "TemplateProcessing" -> ofTemplate(processor.get("single"));
      case "BertProcessing", "RobertaProcessing" ->
          Map.of(
              "cls_token", first(processor.get("cls")), "sep_token", first(processor.get("sep")));
      default ->
          throw processor.refused(
              "is of type %s, expected TemplateProcessing, BertProcessing or RobertaProcessing; bring a Tokenizer of your own for this one"
                  .formatted(processor.type()));
    };
  }

  private static Map<String, String> ofTemplate(Json template) {
    List<Json> parts = template.elements();
    if (parts.size() != 3 || parts.get(1).find("Sequence").isEmpty()) {
      throw template.expected("a special token, the text, a special token");
    }
    return Map.of("cls_token", special(parts.get(0)), "sep_token", special(parts.get(2)));
  }

  private static String special(Json part) {
    return part.get("SpecialToken").get("id").string();
  }

  private static String first(Json pair) {
    return pair.elements().stream()
        .findFirst()
        .orElseThrow(() -> pair.expected("a token and its id"))
        .string();
  }
}
