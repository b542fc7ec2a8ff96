package io.github.diffusion4j.samples.gpt;

import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The language model. */
final class LanguageModelOptions {
  private static final String KEY = "LANGUAGE_MODEL_KEY";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  DiffusionGpt.Builder apply(DiffusionGpt.Builder builder) {
    return Optional.ofNullable(url).map(this::chat).map(builder::languageModel).orElse(builder);
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
