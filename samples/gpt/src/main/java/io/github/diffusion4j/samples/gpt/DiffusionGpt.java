package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds the model that draws a prompt, and draws it: "DiffusionGPT: LLM-Driven Text-to-Image
 * Generation System" (2401.10061).
 *
 * <pre>{@code
 * try (DiffusionGpt gpt = DiffusionGpt.builder(Experts.shipped()).build()) {
 *   Drawing drawing = gpt.draw("Please draw a folder icon with a plus", request -> request.seed(7));
 *   drawing.samples().writePng(Path.of("folder.png"));
 *   System.out.println(drawing.answer());
 * }
 * }</pre>
 *
 * <p>Thread-safe, if the language model and the encoder are. Without a language model the same
 * steps are taken by rules and sentence embeddings, and the answer says so.
 */
public final class DiffusionGpt implements AutoCloseable {
  private final List<Expert> experts;
  private final Optional<LanguageModel> languageModel;
  private final Optional<AdvantageDatabase> feedback;
  private final Similarity similarity;
  private final Router router;

  private DiffusionGpt(Builder from, Optional<AdvantageDatabase> feedback, Similarity similarity) {
    experts = List.copyOf(from.experts);
    languageModel = from.languageModel;
    this.feedback = feedback;
    this.similarity = similarity;
    router = new Router(experts, languageModel, feedback, similarity);
  }

  /**
   * A builder.
   *
   * @param experts the models to choose from
   * @return without a language model and feedback, with the sentence encoder all-MiniLM-L6-v2
   * @throws IllegalArgumentException without experts, or if two have the same name
   */
  public static Builder builder(List<Expert> experts) {
    return new Builder(experts);
  }

  /** Settings. Not thread-safe. */
  public static final class Builder {
    private final List<Expert> experts;
    private Optional<LanguageModel> languageModel = Optional.empty();
    private Optional<Path> feedback = Optional.empty();
    private Optional<SentenceEncoder> encoder = Optional.empty();

    private Builder(List<Expert> experts) {
      if (experts.isEmpty()) {
        throw new IllegalArgumentException("no experts: give one model at least");
      }
      Set<String> names = new HashSet<>();
      for (Expert expert : experts) {
        if (!names.add(expert.name())) {
          throw new IllegalArgumentException(
              "two experts are called '%s': give each a name of its own".formatted(expert.name()));
        }
      }
      this.experts = experts;
    }

    /**
     * What parses, searches and extends.
     *
     * @param newModel such as {@code chatModel::chat}; default: rules and sentence embeddings
     * @return this
     */
    public Builder languageModel(LanguageModel newModel) {
      languageModel = Optional.of(newModel);
      return this;
    }

    /**
     * Where feedback is kept.
     *
     * @param file of SQLite, made if it is not there; default: there is no feedback
     * @return this
     */
    public Builder feedback(Path file) {
      feedback = Optional.of(file);
      return this;
    }

    /**
     * How near texts are.
     *
     * @param newEncoder default: all-MiniLM-L6-v2
     * @return this
     */
    public Builder encoder(SentenceEncoder newEncoder) {
      encoder = Optional.of(newEncoder);
      return this;
    }

    /**
     * The system.
     *
     * @return to be closed
     * @throws IllegalArgumentException if the file cannot be used for feedback
     */
    public DiffusionGpt build() {
      Optional<AdvantageDatabase> database = feedback.map(AdvantageDatabase::open);
      try {
        return new DiffusionGpt(
            this, database, encoder.map(Similarity::of).orElseGet(Similarity::miniLm));
      } catch (RuntimeException e) { // without an encoder there is no use for the database
        database.ifPresent(AdvantageDatabase::close);
        throw e;
      }
    }
  }

  /**
   * The models to choose from.
   *
   * @return their experts
   */
  public List<Expert> experts() {
    return experts;
  }

  /**
   * Finds the model for a prompt; no model is opened.
   *
   * @param prompt in any of the forms of {@link PromptForm}
   * @return the choice, and how it was found
   * @throws IllegalArgumentException if the prompt is blank or too long
   */
  public Answer route(String prompt) {
    return router.route(prompt);
  }

  /**
   * Finds the model for a prompt, says the subject in its words, and draws.
   *
   * @param prompt in any of the forms of {@link PromptForm}
   * @param settings of the request, such as {@code request -> request.seed(7).count(4)}
   * @return the samples, and how they came about
   * @throws IllegalArgumentException if the prompt is blank or too long, or the chosen model is not
   *     where its expert says
   */
  public Drawing draw(String prompt, UnaryOperator<GenerationRequest> settings) {
    Answer answer = route(prompt);
    ModelPlace place = answer.expert().place();
    try (DiffusionPipeline pipeline = place.open()) {
      ExtendedPrompt extended = extend(answer, pipeline.card());
      GenerationRequest request = pipeline.request().context(extended.wish().of(pipeline));
      place.applyAdapter(request);
      return new Drawing(answer, extended, settings.apply(request).generate());
    }
  }

  /**
   * Says the subject of an answer in the words of its model, for programs that keep their pipelines
   * open.
   *
   * @param answer of {@link #route}
   * @param card of the chosen model
   * @return what the model is asked
   */
  public ExtendedPrompt extend(Answer answer, ModelCard card) {
    return new PromptExtension(similarity)
        .extend(answer, card.context(), new Conversation(languageModel));
  }

  /**
   * Says how well an expert draws a prompt. Choices for prompts like it follow.
   *
   * @param prompt the text
   * @param expert the name of one of {@link #experts}
   * @param stars from 1, bad, to 5, good
   * @throws IllegalArgumentException if the prompt is blank or too long, the expert is not known,
   *     or the stars are out of range
   * @throws IllegalStateException without a file of feedback
   */
  public void rate(String prompt, String expert, int stars) {
    Router.check(prompt);
    List<String> names = experts.stream().map(Expert::name).toList();
    if (!names.contains(expert)) {
      throw new IllegalArgumentException("no expert '%s'; there are %s".formatted(expert, names));
    }
    if (stars < Feedback.LEAST_STARS || stars > Feedback.MOST_STARS) {
      throw new IllegalArgumentException(
          "%d stars: give %d, bad, to %d, good"
              .formatted(stars, Feedback.LEAST_STARS, Feedback.MOST_STARS));
    }
    feedback
        .orElseThrow(
            () -> new IllegalStateException("feedback has no file: give it to the builder"))
        .add(prompt, similarity.embedding(prompt), expert, stars);
  }

  /** Closes the encoder, if it is the default one, and the file of feedback. */
  @Override
  public void close() {
    feedback.ifPresent(AdvantageDatabase::close);
    similarity.close();
  }
}
