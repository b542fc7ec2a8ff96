package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/** Answers with images: their bytes, and with each the request and the link that make it again. */
final class DrawnImages {
  private final Drawing drawing;
  private final String service;

  /**
   * For a drawing.
   *
   * @param service address of the service, as the client calls it
   */
  DrawnImages(Drawing drawing, String service) {
    this.drawing = drawing;
    this.service = service;
  }

  Map<String, Object> answer(Samples samples) {
    List<Map<String, Object>> images = new ArrayList<>();
    for (int i = 0; i < samples.count(); i++) {
      images.add(image(samples, i));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("created", Instant.now().getEpochSecond());
    answer.put("model", drawing.model());
    answer.put("size", drawing.size().toString());
    answer.put("output_format", "png");
    answer.put("data", images);
    return answer;
  }

  Map<String, Object> image(Samples samples, int index) {
    Map<String, Object> request = drawing.requestOf(index);
    Map<String, Object> image = new LinkedHashMap<>();
    if (drawing.delivery().asLinks()) {
      image.put("url", link(request));
    } else {
      image.put("b64_json", Base64.getEncoder().encodeToString(drawing.png(samples, index)));
    }
    image.put("seed", samples.seeds().get(index));
    image.put("request", request);
    if (drawing.isRepeatable()) {
      image.put("link", link(request));
    }
    image.put("fingerprint", samples.provenance().fingerprint());
    return image;
  }

  private String link(Map<String, Object> request) {
    UriComponentsBuilder link =
        UriComponentsBuilder.fromUriString(service).path(ImagesController.GENERATIONS);
    request.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
    Map<String, String> values = new LinkedHashMap<>();
    request.forEach((name, value) -> values.put(name, text(value)));
    return link.encode().buildAndExpand(values).toUriString();
  }

  private static String text(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(","))
        : value.toString();
  }
}
