package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of evaluations goes, as ONNX Runtime tells it.
 *
 * @param microseconds by operator, over all evaluations
 */
record Profile(Map<String, Long> microseconds) {

  /** Evaluates some times over and reads what ONNX Runtime wrote of it. */
  static Profile of(Subject subject, int rows, Setting setting, int evaluations)
      throws OrtException, IOException {
    Path folder = Files.createTempDirectory("profile");
    Path file;
    try (BareSession session =
        BareSession.profiled(subject, rows, setting, folder.resolve("run").toString())) {
      session.run(evaluations);
      file = session.endProfiling();
    }
    try {
      return read(Files.readString(file));
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static Profile read(String json) {
    Map<String, Long> microseconds = new TreeMap<>();
    for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
      JsonObject event = element.getAsJsonObject();
      if (event.get("cat").getAsString().equals("Node")) {
        JsonElement operator = event.getAsJsonObject("args").get("op_name");
        if (operator != null) {
          microseconds.merge(operator.getAsString(), event.get("dur").getAsLong(), Long::sum);
        }
      }
    }
    return new Profile(microseconds);
  }

  long total() {
    return microseconds.values().stream().mapToLong(us -> us).sum();
  }
}
