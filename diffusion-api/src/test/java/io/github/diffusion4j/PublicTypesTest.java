package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every public type has a reason in {@code TYPES.md}. */
class PublicTypesTest {
  private static final String ROOT = "io.github.diffusion4j";
  private static final Set<String> HIDDEN = Set.of("files", "lora", "names", "numeric", "text");
  private static final Pattern ROW = Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE);

  @Test
  void theTableListsThemAll() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("TYPES.md")));
    while (rows.find()) {
      listed.add(rows.group(1));
    }
    Set<String> exported =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT).stream()
                .filter(type -> type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .map(name -> name.substring(ROOT.length() + 1))
                .filter(name -> HIDDEN.stream().noneMatch(hidden -> name.startsWith(hidden + ".")))
                .filter(name -> !name.startsWith("laws."))
                .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", exported), String.join("\n", listed));
  }
}
