package io.github.diffusion4j.train.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Captions as comma-separated values (RFC 4180): a header, then a record per image. A field in
 * double quotes may hold commas, line breaks and doubled quotes. Empty lines are left out.
 */
final class CsvCaptions {
  private final String text;
  private final Path file;
  private int at;
  private int line = 1;

  private CsvCaptions(String text, Path file) {
    this.text = text;
    this.file = file;
  }

  static void read(String text, Path file, ImageMetadata.Sink sink) {
    CsvCaptions reader = new CsvCaptions(text, file);
    List<String> header = reader.next();
    int name = reader.column(header, ImageMetadata.FILE_NAME);
    int caption = reader.column(header, ImageMetadata.TEXT);
    while (reader.hasNext()) {
      int begin = reader.line;
      List<String> fields = reader.next();
      if (fields.size() != header.size()) {
        throw ImageMetadata.broken(
            file,
            begin,
            "it has %d fields, but the header has %d (put text with commas in double quotes)"
                .formatted(fields.size(), header.size()));
      }
      sink.add(begin, fields.get(name), List.of(fields.get(caption)));
    }
  }

  private int column(List<String> header, String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw ImageMetadata.broken(
          file, 1, "the header has the columns %s, but no %s".formatted(header, name));
    }
    return column;
  }

  /** Whether there is another record; passes over empty lines. */
  private boolean hasNext() {
    while (at < text.length() && isLineEnd(text.charAt(at))) {
      passLineEnd();
    }
    return at < text.length();
  }

  private List<String> next() {
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    if (at < text.length()) {
      passLineEnd();
    }
    return fields;
  }

  private String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int begin = at;
    while (at < text.length() && text.charAt(at) != ',' && !isLineEnd(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }

  private String quoted() {
    int begin = line;
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        field.append(c);
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        field.append('"');
        at += 2;
      } else {
        at++;
        return closed(field.toString());
      }
    }
    throw ImageMetadata.broken(file, begin, "a double quote is not closed");
  }

  private String closed(String field) {
    if (at < text.length() && text.charAt(at) != ',' && !isLineEnd(text.charAt(at))) {
      throw ImageMetadata.broken(
          file, line, "after a closing double quote comes '%s'".formatted(text.charAt(at)));
    }
    return field;
  }

  private void passLineEnd() {
    if (text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      at++;
    }
    at++;
    line++;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
