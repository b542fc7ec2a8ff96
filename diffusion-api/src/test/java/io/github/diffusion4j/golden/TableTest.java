package io.github.diffusion4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published expectations of the reference's tests: met, unless float32 rounding is baked in. */
class TableTest {

  static Stream<TableRow> rows() throws URISyntaxException {
    return TableRow.read(
        Path.of(Objects.requireNonNull(TableTest.class.getResource("/tests_table.json")).toURI()))
        .stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isMetWhereDoublePrecisionCan(TableRow row) {
    assertEquals(row.float64_within_tolerance(), row.isMet(), row.outcome());
  }
}
