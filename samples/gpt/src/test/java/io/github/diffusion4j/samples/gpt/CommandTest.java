package io.github.diffusion4j.samples.gpt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command says what it does, and in one line what it does not. */
class CommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private record Run(int code, String out, String err) {}

  private static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void drawsAndShowsHow() {
    Path png = folder.resolve("folder.png");
    Run run = run("draw", "Draw a folder icon with a plus", "--png", png.toString(), "--steps=2");
    assertEquals("", run.err());
    assertTrue(Files.exists(png));
    for (String part : new String[] {"parse", "tree", "candidates", "choice", "why", "asked for"}) {
      assertTrue(run.out().lines().anyMatch(line -> line.startsWith(part)), run.out());
    }
    assertTrue(run.out().contains("language model  none was used"), run.out());
    assertTrue(run.out().contains("asked for       labels [folder, plus]"), run.out());
  }

  @Test
  void aRatingChangesTheChoice() {
    String prompt = "an icon of a folder";
    String feedback = "--feedback=" + folder.resolve("feedback.db");
    assertTrue(run("route", prompt, feedback).out().contains("choice          icons16\n"));
    assertEquals(0, run("rate", prompt, "icons16", "1", feedback).code());
    assertEquals(0, run("rate", prompt, "icons16-turbo", "5", feedback).code());
    String out = run("route", prompt, feedback).out();
    assertTrue(out.contains("choice          icons16-turbo\n"), out);
    assertTrue(out.contains("icons16 matches better, but feedback on 'an icon of a folder'"), out);
  }

  @Test
  void aFolderOfModelsIsRoutedTo() throws IOException {
    Files.writeString(
        folder.resolve("sea.expert.properties"),
        "name = sea\nfolder = sea\ndescription.subjects = sea, beach\ndescription.styles = photograph\n");
    String models = "--models=" + folder;
    assertTrue(run("models", models).out().contains("sea\n  subjects  sea, beach\n"));
    assertTrue(
        run("route", "I want to see a beach", models).out().contains("choice          sea\n"));
  }

  @Test
  void countsTheEvaluation() {
    String out = run("evaluate").out();
    assertTrue(out.matches("(?s).*routed right: (3[6-9]|40) of 40\n.*"), out);
    assertTrue(out.contains("language model: none was used"), out);
  }

  @Test
  void asksALanguageModelThatSpeaksOpenAisProtocol() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] reply =
        """
        {"id": "1", "object": "chat.completion", "created": 1, "model": "default",
         "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
         "content": "{\\"form\\": \\"prompt\\", \\"subject\\": \\"a key\\", \\"choice\\": \\"quick draft\\"}"}}]}
        """
            .getBytes(UTF_8);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, reply.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(reply);
          }
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
      String out = run("route", "a key", "--language-model", url).out();
      assertTrue(out.contains("parse           prompt: 'a key' (language model)"), out);
      assertTrue(out.contains("choice          icons16-turbo\n"), out);
      assertTrue(out.contains("language model  used where it says so"), out);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aLanguageModelThatIsNotThereIsLoggedAndDoneWithout() {
    try (LogLines log = LogLines.start()) {
      String out =
          run("route", "an icon of a key", "--language-model", "http://127.0.0.1:1/v1").out();
      assertTrue(out.contains("choice          icons16\n"), out);
      assertTrue(out.contains("not used        parse: the model failed: "), out);
      assertTrue(log.warnings().get(0).contains("the model failed"), log.warnings()::toString);
    }
  }

  @Test
  void wrongUseIsALineAndCode2() {
    assertWrong("Missing required parameter: 'PROMPT'", "route");
    assertWrong("a prompt of 1 characters: write 1 to 2000", "route", " ");
    assertWrong("no such folder; give one that holds models", "route", "a", "--models=no");
    assertWrong("Missing required option: '--feedback=FILE'", "rate", "a dog", "icons16", "5");
    assertWrong(
        "no expert 'dalle'; there are",
        "rate",
        "a",
        "dalle",
        "5",
        "--feedback=" + folder.resolve("f"));
    assertWrong(
        "Invalid value for positional parameter at index 2 (STARS)",
        "rate",
        "a",
        "icons16",
        "many");
    assertWrong("Unmatched argument", "daw", "a dog");
  }

  private static void assertWrong(String message, String... args) {
    Run run = run(args);
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("diffusion-gpt: ") && run.err().contains(message), run.err());
  }
}
