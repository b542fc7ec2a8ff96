package io.github.diffusion4j.samples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // fields are set by their callbacks, and maps are asked for what must be in them
class DrawIT {
  private static final List<Row> ROWS = Requests.rows(0, 26);
  private static SparkSession spark;
  private static Map<String, String> alone;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    spark = Sessions.open("local[2]");
    spark.conf().set("spark.sql.shuffle.partitions", 2);
    alone = Requests.alone(ROWS);
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private ImageTable table() {
    return new ImageTable(spark, folder.resolve("out").toString());
  }

  private static DrawJob job(int partitions, int rows) {
    return new DrawJob(spark, Requests.SETTINGS, new Commits(partitions, rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13})
  void partitionsCommitsAndOrderDoNotShowInTheBytes(int partitions) {
    ImageTable table = table();
    var requests = RequestTable.of(Requests.shuffled(spark, ROWS, partitions));
    DrawJob.Summary summary = job(partitions, partitions == 4 ? 10 : 100).run(requests, table);
    assertEquals(new DrawJob.Summary(0, 26, 0), summary);
    assertEquals(alone, Requests.images(table));
  }

  @Test
  void rowsThatAreNoRequestsAreToldWhyAndTheOthersAreDrawn() {
    List<Row> rows = new ArrayList<>(ROWS.subList(0, 3));
    rows.add(Requests.row("model", "icons17", "user", "1", "4", "ddim", "1"));
    rows.add(Requests.row("steps", "icons16-turbo", "user", "1", "-4", "ddim", "1"));
    rows.add(Requests.row("label", "icons16-turbo", "usr", "1", "4", "ddim", "1"));
    rows.add(Requests.row("seed", "icons16-turbo", "user", "seven", "4", "ddim", "1"));
    rows.add(Requests.row("sampler", "icons16-turbo", "user", "1", "4", "dim", "1"));
    rows.add(Requests.row("guidance", "icons16-turbo", "user", "1", "4", "ddim", "NaN"));
    rows.add(Requests.row("none", null, "user", "1", "4", "ddim", "1"));
    rows.add(Requests.row(null, "icons16-turbo", "user", "1", "4", "ddim", "1"));
    rows.add(Requests.row("twice", "icons16-turbo", "user", "1", "4", "ddim", "1"));
    rows.add(Requests.row("twice", "icons16-turbo", "user", "2", "4", "ddim", "1"));
    ImageTable table = table();
    DrawJob.Summary summary = job(2, 100).run(RequestTable.of(Requests.table(spark, rows)), table);
    assertEquals(new DrawJob.Summary(0, 3, 9), summary);
    assertEquals(Set.of("r0", "r1", "r2"), Requests.images(table).keySet());
    Map<String, String> errors = Requests.errors(table);
    assertEquals("model = icons17: there are [icons16, icons16-turbo]", errors.get("model"));
    assertTrue(errors.get("steps").contains("-4"), errors::toString);
    assertTrue(errors.get("label").contains("usr"), errors::toString);
    assertEquals("seed = seven: not such a number", errors.get("seed"));
    assertTrue(errors.get("sampler").contains("dim"), errors::toString);
    assertTrue(errors.get("guidance").contains("NaN"), errors::toString);
    assertEquals("a row without a model", errors.get("none"));
    assertEquals("a row without an id", errors.get(""));
    assertEquals("the id twice is that of 2 rows: give each its own", errors.get("twice"));
  }

  @Test
  void aRerunDrawsWhatIsMissingAndNothingElse() throws IOException {
    ImageTable table = table();
    List<Row> some = new ArrayList<>(ROWS.subList(0, 10));
    some.add(Requests.row(null, "icons16", "user", "1", "4", "ddim", "1"));
    job(4, 100).run(RequestTable.of(Requests.table(spark, some)), table);
    Set<Path> files = files();
    List<Row> all = new ArrayList<>(ROWS);
    all.add(some.get(10));
    var requests = RequestTable.of(Requests.table(spark, all));
    assertEquals(new DrawJob.Summary(11, 16, 0), job(4, 100).run(requests, table));
    assertTrue(files().containsAll(files));
    assertEquals(alone, Requests.images(table));
    Files.delete(files.iterator().next());
    job(4, 100).run(requests, table);
    assertEquals(alone, Requests.images(table));
    assertEquals(1, Requests.errors(table).size());
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).collect(Collectors.toSet());
    }
  }

  @Test
  void aCsvFileAndParquetOfNumbersAndListsMeanTheSame() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("requests.csv"),
            """
            id,model,labels,seed,steps,guidance
            1,icons16-turbo,"folder,plus",7,4,1.5
            2,icons16-turbo,user,8,4,
            3,icons16-turbo,folder,plus,9,4,1
            """);
    String parquet = folder.resolve("requests").toString();
    spark
        .sql(
            "select * from values (1, 'icons16-turbo', array('folder', 'plus'), 7L, 4, 1.5D),"
                + " (2, 'icons16-turbo', array('user'), 8L, 4, null)"
                + " as t(id, model, labels, seed, steps, guidance)")
        .write()
        .parquet(parquet);
    ImageTable ofCsv = new ImageTable(spark, folder.resolve("a").toString());
    ImageTable ofParquet = new ImageTable(spark, folder.resolve("b").toString());
    job(2, 100).run(RequestTable.read(spark, csv.toString()), ofCsv);
    job(2, 100).run(RequestTable.read(spark, parquet), ofParquet);
    assertEquals(Set.of("1", "2"), Requests.images(ofCsv).keySet());
    assertEquals(Requests.images(ofParquet), Requests.images(ofCsv));
    assertTrue(Requests.errors(ofCsv).get("3").contains("more or fewer fields"));
  }

  @Test
  void provenanceSaysHowToMakeAnImageAgain() {
    ImageTable table = table();
    List<Row> rows = ROWS.subList(1, 2);
    job(1, 100).run(RequestTable.of(Requests.table(spark, rows)), table);
    JsonObject provenance =
        JsonParser.parseString(table.images().first().getAs("provenance")).getAsJsonObject();
    Map<String, String> said = new TreeMap<>();
    provenance
        .getAsJsonObject("request")
        .entrySet()
        .forEach(field -> said.put(field.getKey(), field.getValue().getAsString()));
    List<Row> again =
        List.of(
            Requests.row(
                "r1",
                said.get("model"),
                said.get("labels"),
                said.get("seed"),
                said.get("steps"),
                said.get("sampler"),
                said.get("guidance")));
    assertEquals(rows, again);
    assertEquals(101, provenance.get("seed").getAsLong());
    assertEquals(64, provenance.get("fingerprint").getAsString().length());
  }

  @Test
  void aTableWithAColumnThatNobodyKnowsIsRefusedAtOnce() {
    var requests = spark.sql("select 1 as id, 'icons16' as model, 2 as guidence");
    Exception e = assertThrows(IllegalArgumentException.class, () -> RequestTable.of(requests));
    assertTrue(e.getMessage().contains("guidence"), e::getMessage);
  }
}
