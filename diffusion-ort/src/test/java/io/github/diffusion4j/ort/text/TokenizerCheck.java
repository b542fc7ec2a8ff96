package io.github.diffusion4j.ort.text;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Holds a tokenizer against a reference: {@code TokenizerCheck FOLDER}, where the folder has the
 * tokenizer's files and {@code reference.json}, an array of objects with {@code text} and {@code
 * ids}. Exits with 0 if every text gets the same ids.
 */
public final class TokenizerCheck {
  private TokenizerCheck() {}

  @SuppressWarnings("ArrayRecordComponent") // as Gson fills it
  private record Case(String text, int[] ids) {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: TokenizerCheck FOLDER");
      System.exit(2);
    }
    System.exit(disagreements(Path.of(args[0])) == 0 ? 0 : 1);
  }

  /** Prints a line for each text whose ids differ, and a sum. */
  static int disagreements(Path folder) throws IOException {
    Tokenizer tokenizer = Tokenizer.load(folder);
    List<Case> cases;
    try (Reader reader = Files.newBufferedReader(folder.resolve("reference.json"))) {
      cases = new Gson().fromJson(reader, new TypeToken<List<Case>>() {});
    }
    if (cases.isEmpty()) {
      throw new IOException(folder + ": no texts to compare");
    }
    int bad = 0;
    for (Case c : cases) {
      int[] ids = tokenizer.encode(c.text()).ids();
      int at = Arrays.mismatch(ids, c.ids());
      if (at >= 0) {
        bad++;
        System.out.printf(
            "id %d is %d, expected %d: %s%n", at, ids[at], c.ids()[at], shown(c.text()));
      }
    }
    System.out.printf("%s: %d of %d texts agree%n", folder, cases.size() - bad, cases.size());
    return bad;
  }

  private static String shown(String text) {
    return new Gson().toJson(text.length() > 80 ? text.substring(0, 80) : text);
  }
}
