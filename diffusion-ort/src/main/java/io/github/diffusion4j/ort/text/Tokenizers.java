package io.github.diffusion4j.ort.text;

import io.github.diffusion4j.ort.json.Json;
import java.util.Optional;

/** Finds out of which kind a tokenizer is. */
final class Tokenizers {
  private Tokenizers() {}

  static Tokenizer read(TokenizerFiles files) {
    Optional<Json> model = files.isText() ? Optional.empty() : files.model();
    if (model.isPresent()) {
      return ModelJson.isWordPiece(model.get())
          ? WordPieceTokenizer.of(files, model.get())
          : ClipTokenizer.of(files, model.get());
    }
    return files.isText() || (files.isFolder() && files.lines(WordPieceTokenizer.LINES).isPresent())
        ? WordPieceTokenizer.read(files)
        : ClipTokenizer.read(files);
  }
}
