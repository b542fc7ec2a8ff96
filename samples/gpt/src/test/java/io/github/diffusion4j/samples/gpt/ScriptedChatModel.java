package io.github.diffusion4j.samples.gpt;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.diffusion4j.samples.gpt.Evaluation.Task;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A language model of LangChain4j that knows the evaluation by heart. */
final class ScriptedChatModel implements ChatModel {
  private static final Gson GSON = new Gson();

  private final UnaryOperator<String> habit;

  /** A model with a habit, such as to reply with something else. */
  ScriptedChatModel(UnaryOperator<String> habit) {
    this.habit = habit;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    String question = ((UserMessage) request.messages().get(0)).singleText();
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(habit.apply(GSON.toJson(answer(question)))))
        .build();
  }

  private static Map<String, ?> answer(String question) {
    Task task =
        Evaluation.tasks().stream()
            .filter(t -> question.contains("Prompt: " + quoted(t.prompt())))
            .findFirst()
            .orElseThrow();
    Expert expert =
        Evaluation.experts().stream()
            .filter(e -> e.name().equals(task.expert()))
            .findFirst()
            .orElseThrow();
    if (question.contains("\"form\"")) {
      return Map.of("form", task.form().toString(), "subject", task.prompt());
    }
    List<String> words =
        question.contains("by their subject") ? expert.subjects() : expert.styles();
    return Map.of("choice", words.get(0));
  }

  private static String quoted(String text) {
    return Objects.requireNonNull(new GsonBuilder().disableHtmlEscaping().create().toJson(text));
  }
}
