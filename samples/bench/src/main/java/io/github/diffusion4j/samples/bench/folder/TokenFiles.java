package io.github.diffusion4j.samples.bench.folder;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vocabulary in the layout of CLIP's and of its size, but of its own making: bytes, bytes at the
 * end of a word, pairs of a byte with one at the end of a word, start and end.
 */
final class TokenFiles {
  /** Tokens. */
  static final int SIZE = 49_408;

  private static final int BYTES = 256;
  private static final int SPECIAL = 2;
  private static final String END_OF_WORD = "</w>";

  private TokenFiles() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> letters = letters();
    List<String> tokens = new ArrayList<>(letters);
    letters.forEach(letter -> tokens.add(letter + END_OF_WORD));
    StringBuilder merges = new StringBuilder("#version: 0.2\n");
    for (int pair = 0; pair < SIZE - 2 * BYTES - SPECIAL; pair++) {
      String first = letters.get(pair / BYTES);
      String last = letters.get(pair % BYTES) + END_OF_WORD;
      merges.append(first).append(' ').append(last).append('\n');
      tokens.add(first + last);
    }
    tokens.addAll(List.of("<|startoftext|>", "<|endoftext|>"));
    Map<String, Integer> ids = new LinkedHashMap<>();
    tokens.forEach(token -> ids.put(token, ids.size()));
    Files.writeString(folder.resolve("vocab.json"), new Gson().toJson(ids));
    Files.writeString(folder.resolve("merges.txt"), merges);
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {
          "tokenizer_class": "CLIPTokenizer",
          "model_max_length": %d,
          "bos_token": "<|startoftext|>",
          "eos_token": "<|endoftext|>",
          "unk_token": "<|endoftext|>",
          "pad_token": "<|endoftext|>"
        }
        """
            .formatted(Sizes.TOKENS));
  }

  /** A printable letter for each byte: itself where it is one, else one from U+0100 on. */
  private static List<String> letters() {
    List<String> letters = new ArrayList<>();
    int others = 0;
    for (int b = 0; b < BYTES; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b != 0xAD);
      letters.add(Character.toString(printable ? b : BYTES + others++));
    }
    return letters;
  }
}
