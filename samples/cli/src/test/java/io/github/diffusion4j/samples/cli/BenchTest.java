package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private final String model;

  BenchTest(@TempDir Path folder) {
    model = TinyNetwork.write(folder.resolve("tiny.onnx")).toString();
  }

  @Test
  void printsALineABatchAndALineASampler() {
    List<String> lines = bench("--batch", "1,3");
    assertTrue(lines.get(0).startsWith(model + " on cpu, threads: "), lines.get(0));
    assertEquals(List.of("1", "3"), firstWords(lines.subList(3, 5)));
    assertEquals(List.of("ddim", "dpm-solver++", "ddim", "ddpm"), firstWords(lines.subList(7, 11)));
    assertTrue(lines.get(12).startsWith("peak memory: "), lines.get(12));
  }

  private static List<String> firstWords(List<String> lines) {
    return lines.stream().map(line -> line.split(" ", 2)[0]).toList();
  }

  @Test
  void theJsonHasEveryFigure() {
    JsonObject json = json("--threads", "1");
    assertEquals(
        Set.of("model", "sha256", "machine", "evaluations", "pictures", "peakMemory"),
        json.keySet());
    JsonObject machine = json.getAsJsonObject("machine");
    assertEquals(1, machine.get("threads").getAsInt());
    assertEquals(
        Set.of("processors", "system", "java", "runtime", "provider", "threads"), machine.keySet());
    assertEquals(List.of(1, 8, 32), ints(json, "evaluations", "batch"));
    assertEquals(List.of(50, 10, 20, 50), ints(json, "pictures", "steps"));
    for (String figure : List.of("milliseconds", "heapBytes")) {
      assertTrue(rows(json, "evaluations").allMatch(row -> row.get(figure).getAsDouble() > 0));
    }
    assertTrue(
        rows(json, "evaluations")
            .allMatch(row -> row.has("loopMicroseconds") && row.has("loopPercent")));
    assertTrue(rows(json, "pictures").allMatch(row -> row.get("milliseconds").getAsDouble() > 0));
    assertTrue(json.getAsJsonObject("peakMemory").get("bytes").getAsLong() > 1 << 20);
  }

  private JsonObject json(String... options) {
    return JsonParser.parseString(
            String.join(
                "\n",
                bench(
                    Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new))))
        .getAsJsonObject();
  }

  private static List<Integer> ints(JsonObject json, String list, String field) {
    return rows(json, list).map(row -> row.get(field).getAsInt()).toList();
  }

  private static Stream<JsonObject> rows(JsonObject json, String list) {
    return StreamSupport.stream(json.getAsJsonArray(list).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private List<String> bench(String... options) {
    String[] command = {"bench", model, "--seconds", "0.01"};
    return Run.succeeds(
            Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new))
        .out();
  }
}
