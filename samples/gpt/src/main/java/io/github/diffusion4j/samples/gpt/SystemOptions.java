package io.github.diffusion4j.samples.gpt;

import dev.langchain4j.model.openai.OpenAiChatModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The models to choose from, the feedback, and the language model. */
final class SystemOptions {
  private static final String KEY = "LANGUAGE_MODEL_KEY";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = {"-m", "--models"},
      paramLabel = "DIR",
      description = {
        "A folder of models to choose from, beside the shipped ones; may be given several times."
      })
  private List<Path> folders = List.of();

  @Option(
      names = "--feedback",
      paramLabel = "FILE",
      description = "The database of feedback. Default: none is used.")
  private @Nullable Path feedback;

  @Option(
      names = "--language-model",
      paramLabel = "URL",
      description = {
        "Where a language model is served by OpenAI's protocol, such as http://localhost:11434/v1;",
        "its key is in the environment variable " + KEY + ".",
        "Default: none; rules and sentence embeddings decide."
      })
  private @Nullable String url;

  @Option(
      names = "--language-model-name",
      paramLabel = "NAME",
      description = "Which model is asked there. Default: ${DEFAULT-VALUE}.")
  private String model = "default";

  List<Expert> experts() {
    List<Expert> experts = new ArrayList<>(Experts.shipped());
    folders.forEach(folder -> experts.addAll(Experts.in(folder)));
    return experts;
  }

  /** Without feedback, a file of which is asked for. */
  Path feedbackFile() {
    return Optional.ofNullable(feedback)
        .orElseThrow(
            () -> new IllegalArgumentException("--feedback FILE is missing: it keeps the rating"));
  }

  DiffusionGpt open(List<Expert> experts) {
    DiffusionGpt.Builder builder = DiffusionGpt.builder(experts);
    Optional.ofNullable(feedback).ifPresent(builder::feedback);
    Optional.ofNullable(url).map(this::chat).ifPresent(builder::languageModel);
    return builder.build();
  }

  private LanguageModel chat(String baseUrl) {
    OpenAiChatModel chat =
        OpenAiChatModel.builder()
            .baseUrl(baseUrl)
            .modelName(model)
            .apiKey(Optional.ofNullable(System.getenv(KEY)).orElse("none"))
            .temperature(0.0)
            .timeout(PATIENCE)
            .maxRetries(0)
            .build();
    return chat::chat;
  }
}
