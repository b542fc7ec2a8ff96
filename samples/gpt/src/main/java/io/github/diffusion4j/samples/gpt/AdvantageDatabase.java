package io.github.diffusion4j.samples.gpt;

import static java.util.Comparator.comparingDouble;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What people said of experts, prompt by prompt, DiffusionGPT (2401.10061), section 3.3: the
 * advantage database, in a file of SQLite. Thread-safe.
 */
final class AdvantageDatabase implements AutoCloseable {
  private static final List<String> SCHEMA =
      List.of(
          "create table if not exists prompt (id integer primary key, text text not null unique,"
              + " embedding blob not null)",
          "create table if not exists score (prompt integer not null references prompt,"
              + " expert text not null, stars integer not null, votes integer not null,"
              + " primary key (prompt, expert))");

  private final Path file;
  private final Connection connection;

  private AdvantageDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * What was said of experts for one prompt.
   *
   * @param prompt the text
   * @param similarity its cosine to the prompt that was looked for
   * @param scores by the name of an expert
   */
  record Rated(String prompt, double similarity, Map<String, Score> scores) {}

  /**
   * What was said of an expert.
   *
   * @param stars the sum
   * @param votes how many
   */
  record Score(int stars, int votes) {}

  /** Opens the file, or makes it. */
  static AdvantageDatabase open(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "%s: there is no folder %s; make it first".formatted(file, folder));
    }
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 5000"); // another process may write
        for (String table : SCHEMA) {
          statement.execute(table);
        }
        return new AdvantageDatabase(file, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw refused(file, e);
    }
  }

  private static IllegalArgumentException refused(Path file, SQLException e) {
    return new IllegalArgumentException(
        "%s cannot be used as a database of feedback (%s); give another file"
            .formatted(file, e.getMessage()),
        e);
  }

  /** Adds a vote. */
  synchronized void add(String prompt, float[] embedding, String expert, int stars) {
    try (PreparedStatement newPrompt =
            connection.prepareStatement(
                "insert into prompt (text, embedding) values (?, ?)"
                    + " on conflict (text) do update set embedding = excluded.embedding");
        PreparedStatement vote =
            connection.prepareStatement(
                "insert into score (prompt, expert, stars, votes)"
                    + " values ((select id from prompt where text = ?), ?, ?, 1)"
                    + " on conflict (prompt, expert) do update"
                    + " set stars = stars + excluded.stars, votes = votes + 1")) {
      newPrompt.setString(1, prompt);
      newPrompt.setBytes(2, bytes(embedding));
      newPrompt.executeUpdate();
      vote.setString(1, prompt);
      vote.setString(2, expert);
      vote.setInt(3, stars);
      vote.executeUpdate();
    } catch (SQLException e) {
      throw refused(file, e);
    }
  }

  /** The prompts most like one, nearest first; those of other encoders' vectors are passed over. */
  synchronized List<Rated> nearest(float[] embedding, int most) {
    Map<Integer, Rated> rated = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id, text, embedding, expert, stars, votes"
                    + " from prompt join score on id = prompt order by id, expert")) {
      while (rows.next()) {
        byte[] stored = rows.getBytes("embedding");
        if (stored.length != embedding.length * Float.BYTES) {
          continue;
        }
        String text = rows.getString("text");
        rated
            .computeIfAbsent(
                rows.getInt("id"),
                id ->
                    new Rated(text, Similarity.cosine(embedding, floats(stored)), new HashMap<>()))
            .scores()
            .put(rows.getString("expert"), new Score(rows.getInt("stars"), rows.getInt("votes")));
      }
    } catch (SQLException e) {
      throw refused(file, e);
    }
    List<Rated> nearest = new ArrayList<>(rated.values());
    nearest.sort(comparingDouble(Rated::similarity).reversed().thenComparing(Rated::prompt));
    return nearest.subList(0, Math.min(most, nearest.size()));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    FloatBuffer buffer = ByteBuffer.wrap(bytes).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw refused(file, e);
    }
  }
}
