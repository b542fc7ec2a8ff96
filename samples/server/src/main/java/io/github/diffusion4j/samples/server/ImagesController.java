package io.github.diffusion4j.samples.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.diffusion4j.Samples;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The images API. A request keeps its thread until it is answered or its client is gone. */
@RestController
final class ImagesController {
  static final String GENERATIONS = "/v1/images/generations";

  private final Models models;
  private final ServerSettings settings;
  private final Connections connections;
  private final ObjectMapper mapper;

  ImagesController(
      Models models, ServerSettings settings, Connections connections, ObjectMapper mapper) {
    this.models = models;
    this.settings = settings;
    this.connections = connections;
    this.mapper = mapper;
  }

  @PostMapping(path = GENERATIONS, consumes = MediaType.APPLICATION_JSON_VALUE)
  @Nullable ResponseEntity<?> generate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Fields fields = Fields.ofJson(body(request), mapper);
    return answer(generation(ImageRequest.of(fields, settings)), request, response);
  }

  /** One image by a link, which makes the same bytes whenever it is followed. */
  @GetMapping(GENERATIONS)
  ResponseEntity<byte[]> image(HttpServletRequest request) {
    ImageRequest wanted = ImageRequest.of(Fields.ofParameters(request.getParameterMap()), settings);
    if (wanted.count() != 1 || wanted.delivery().streamed()) {
      throw ApiException.badField("n", "a link makes one image: leave out n and stream");
    }
    Drawing drawing = generation(wanted);
    Samples samples = new Attendance(drawing.submit(), connections.clientOf(request)).await();
    return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(drawing.png(samples, 0));
  }

  @PostMapping(
      path = {"/v1/images/edits", "/v1/images/variations"},
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Nullable ResponseEntity<?> edit(
      MultipartHttpServletRequest request, HttpServletResponse response) throws IOException {
    ImageRequest wanted = ImageRequest.of(Fields.ofParameters(request.getParameterMap()), settings);
    if (wanted.delivery().asLinks()) {
      throw Fields.bad("response_format", "url", "b64_json where an image is given");
    }
    Upload image =
        file(request, "image")
            .or(() -> file(request, "image[]"))
            .orElseThrow(() -> ApiException.badField("image", "no image: send the file to change"));
    Originals originals = new Originals(image, file(request, "mask"));
    return answer(
        Drawing.of(models.named(wanted.model()), wanted, Optional.of(originals)),
        request,
        response);
  }

  private Drawing generation(ImageRequest wanted) {
    ServedModel model = models.named(wanted.model());
    if (wanted.subject().isEmpty() && !model.pipeline().card().context().isEmpty()) {
      throw ApiException.badField("prompt", "no prompt and no labels: say what the image shows");
    }
    if (wanted.strength().isPresent()) {
      throw ApiException.badField("strength", "strength without an image: it is for edits");
    }
    return Drawing.of(model, wanted, Optional.empty());
  }

  private @Nullable ResponseEntity<?> answer(
      Drawing drawing, HttpServletRequest request, HttpServletResponse response) {
    String service = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
    DrawnImages images = new DrawnImages(drawing, service);
    if (!drawing.delivery().streamed()) {
      Samples samples = new Attendance(drawing.submit(), connections.clientOf(request)).await();
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(images.answer(samples));
    }
    StepEvents events = new StepEvents(drawing);
    Attendance attendance =
        new Attendance(drawing.submit(events), connections.clientOf(request)); // refused before
    EventStream stream = EventStream.open(response, mapper);
    try {
      Samples samples = attendance.await(events, stream);
      for (int i = 0; i < samples.count(); i++) {
        StepEvents.Event event =
            StepEvents.Event.of(drawing.kind() + ".completed").with("index", i);
        images.image(samples, i).forEach(event::with);
        stream.send(event);
      }
    } catch (ApiException e) { // the status is out already
      stream.send("error", e.body());
    } catch (ClientGoneException e) {
      return null; // neither is there anybody to tell
    }
    return null;
  }

  private byte[] body(HttpServletRequest request) throws IOException {
    int most = (int) settings.maxJson().toBytes();
    byte[] body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw ApiException.tooLarge(
          "a body of more than %d bytes: a request takes no more".formatted(most));
    }
    return body;
  }

  private Optional<Upload> file(MultipartHttpServletRequest request, String name) {
    MultipartFile file = request.getFile(name);
    if (file == null || file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Upload.of(name, file.getBytes(), settings.maxSide()));
    } catch (IOException e) {
      throw ApiException.badField(name, name + ": the upload came to no end");
    }
  }
}
