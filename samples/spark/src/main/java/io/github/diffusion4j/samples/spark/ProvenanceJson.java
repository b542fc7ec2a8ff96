package io.github.diffusion4j.samples.spark;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.diffusion4j.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that is needed to make an image again, as JSON. */
final class ProvenanceJson {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private ProvenanceJson() {}

  /**
   * Of an image.
   *
   * @param said what its row said, by column
   */
  static String of(Map<String, String> said, Provenance provenance) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("request", said);
    fields.put("model", provenance.model());
    fields.put("fingerprint", provenance.fingerprint());
    fields.put("seed", provenance.seed());
    fields.put("contexts", provenance.contexts().stream().map(Object::toString).toList());
    fields.put("guidance", provenance.guidance().toString());
    fields.put("start", provenance.start());
    fields.put("noise", provenance.noise());
    fields.put("versions", provenance.versions());
    fields.put("runtime", provenance.runtime());
    fields.put("plan", provenance.plan().toText());
    return GSON.toJson(fields);
  }
}
