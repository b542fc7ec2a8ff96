package io.github.diffusion4j.reference;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An unpacked archive of references. Those that lack the vocabulary of their tokenizers get it from
 * the folder {@code clip-tokenizer} beside them.
 *
 * @param folder of the archive
 * @param model folder that is loaded: the archive, or a copy of links with the vocabulary in it
 */
record ReferenceFolder(Path folder, Path model) implements AutoCloseable {
  private static final List<String> VOCABULARY = List.of("vocab.json", "merges.txt");

  static ReferenceFolder open(Path folder) throws IOException {
    List<Path> lacking = new ArrayList<>();
    for (String tokenizer : List.of("tokenizer", "tokenizer_2")) {
      Path path = folder.resolve(tokenizer);
      if (Files.isDirectory(path)
          && !Files.exists(path.resolve("vocab.json"))
          && !Files.exists(path.resolve("tokenizer.json"))) {
        lacking.add(path);
      }
    }
    Path beside = folder.toAbsolutePath().normalize().resolveSibling("clip-tokenizer");
    if (lacking.isEmpty() || !Files.isDirectory(beside)) {
      return new ReferenceFolder(folder, folder);
    }
    Path model = Files.createTempDirectory("reference").resolve(folder.getFileName());
    Files.createDirectory(model);
    for (Path entry : list(folder)) {
      Path copy = model.resolve(entry.getFileName().toString());
      if (!lacking.contains(entry)) {
        Files.createSymbolicLink(copy, entry.toAbsolutePath());
        continue;
      }
      Files.createDirectory(copy);
      for (Path file : list(entry)) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
      for (String file : VOCABULARY) {
        Files.copy(beside.resolve(file), copy.resolve(file));
      }
    }
    return new ReferenceFolder(folder, model);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  List<ReferenceCase> cases() throws IOException {
    Path references = folder.resolve("reference");
    JsonObject all =
        JsonParser.parseString(Files.readString(references.resolve("reference.json")))
            .getAsJsonObject();
    List<ReferenceCase> cases = new ArrayList<>();
    for (Path file : list(references)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".npz")) {
        cases.add(ReferenceCase.of(folder, file, name.substring(0, name.length() - 4), all));
      }
    }
    return cases;
  }

  @Override
  public void close() throws IOException {
    if (!model.equals(folder)) {
      MoreFiles.deleteRecursively(
          model.resolve("..").normalize(), RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
