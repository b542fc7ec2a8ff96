package io.github.diffusion4j.samples.gpt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;

/**
 * Prompts whose expert is known: how many find it?
 *
 * @param results in the order of the prompts
 */
record Evaluation(List<Result> results) {
  private static final Splitter COLUMNS = Splitter.on('\t').limit(3);

  /**
   * A prompt, and what should come of it.
   *
   * @param expert that draws it
   * @param form of the prompt
   * @param prompt the text
   */
  record Task(String expert, PromptForm form, String prompt) {}

  /**
   * What came of a prompt.
   *
   * @param task what should
   * @param answer what did
   */
  record Result(Task task, Answer answer) {
    boolean isRouted() {
      return answer.expert().name().equals(task.expert());
    }

    boolean isParsed() {
      return answer.parsed().form() == task.form();
    }
  }

  /** The models of the evaluation: their descriptions are there, their weights need not be. */
  static List<Expert> experts() {
    return List.of(
            "experts/icons16",
            "experts/icons16-turbo",
            "experts/emoji64",
            "evaluation/mascot",
            "evaluation/landscapes",
            "evaluation/oil-paintings")
        .stream()
        .map(Experts::resource)
        .toList();
  }

  /** The forty prompts. */
  static List<Task> tasks() {
    return tasks(Resources.getResource(Evaluation.class, "evaluation/prompts.tsv"));
  }

  /** Lines of an expert, a form and a prompt, with tabs between. */
  static List<Task> tasks(URL file) {
    try {
      return Resources.readLines(file, UTF_8).stream()
          .map(COLUMNS::splitToList)
          .map(c -> new Task(c.get(0), PromptForm.of(c.get(1)), c.get(2)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  static Evaluation of(DiffusionGpt gpt, List<Task> tasks) {
    return new Evaluation(
        tasks.stream().map(task -> new Result(task, gpt.route(task.prompt()))).toList());
  }

  long routed() {
    return results.stream().filter(Result::isRouted).count();
  }

  long parsed() {
    return results.stream().filter(Result::isParsed).count();
  }
}
