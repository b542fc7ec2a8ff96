package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What others get from a repository: whose it is, which version, and what they may do with it. */
class PublishedJarsIT {
  private static final Path ROOT = Path.of("../..");
  private static final String VERSION = System.getProperty("version");

  static Stream<String> jars() {
    return Stream.of(
        "diffusion-api/target/diffusion-api-%s.jar",
        "diffusion-api/target/diffusion-api-%s-sources.jar",
        "diffusion-api/target/diffusion-api-%s-javadoc.jar",
        "diffusion-api/target/diffusion-api-%s-tests.jar",
        "diffusion-api/target/diffusion-api-%s-test-sources.jar",
        "diffusion-api/target/diffusion-api-%s-test-javadoc.jar",
        "diffusion-ort/target/diffusion-ort-%s.jar",
        "diffusion-ort/target/diffusion-ort-%s-sources.jar",
        "diffusion-ort/target/diffusion-ort-%s-javadoc.jar",
        "diffusion-train/target/diffusion-train-%s.jar",
        "diffusion-train/target/diffusion-train-%s-sources.jar",
        "diffusion-train/target/diffusion-train-%s-javadoc.jar",
        "models/target/diffusion-models-%s.jar",
        "models/target/diffusion-models-%s-sources.jar");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void saysItsVersionAndLicence(String path) throws IOException {
    try (JarFile jar = jar(path)) {
      Attributes attributes = jar.getManifest().getMainAttributes();
      assertTrue(attributes.getValue(Name.IMPLEMENTATION_TITLE).startsWith("Diffusion4J"), path);
      assertEquals(VERSION, attributes.getValue(Name.IMPLEMENTATION_VERSION));
      assertTrue(text(jar, "META-INF/LICENSE").contains("Apache License"));
      assertTrue(text(jar, "META-INF/NOTICE").contains("Copyright"));
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void hasANameOnTheModulePath(String path) throws IOException {
    if (path.matches(".*-(sources|javadoc)\\.jar")) {
      return; // not for a module path
    }
    try (JarFile jar = jar(path)) {
      boolean named = jar.getEntry("module-info.class") != null;
      String automatic = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
      assertTrue(named ? automatic == null : automatic.startsWith("io.github.diffusion4j."), path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-sources"})
  void theModelsSayWhomToAttribute(String kind) throws IOException {
    try (JarFile jar = jar("models/target/diffusion-models-%s" + kind + ".jar")) {
      String notice = text(jar, "META-INF/NOTICE");
      assertTrue(notice.contains("Yusuke Kamiyamane"), notice);
      assertTrue(notice.contains("https://creativecommons.org/licenses/by/3.0/"), notice);
      assertTrue(text(jar, "META-INF/LICENSE").contains("Creative Commons Attribution 3.0"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tests", "test-sources", "test-javadoc"})
  void theLawsComeAloneAndWhole(String classifier) throws IOException {
    try (JarFile jar = jar("diffusion-api/target/diffusion-api-%s-" + classifier + ".jar")) {
      List<String> files =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith("io/github/") && !name.endsWith("/"))
              .toList();
      assertTrue(files.stream().anyMatch(name -> name.contains("laws/NoiseScheduleLaws")));
      assertTrue(files.stream().allMatch(name -> name.contains("diffusion4j/laws/")), classifier);
    }
  }

  /** As a public repository asks of every artifact. */
  @Test
  void thePomsAreComplete() throws Exception {
    for (String element :
        List.of(
            "name",
            "description",
            "url",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/url",
            "issueManagement/url")) {
      assertSaid("pom.xml", element);
    }
    for (String module : List.of("diffusion-api", "diffusion-ort", "diffusion-train", "models")) {
      assertSaid(module + "/pom.xml", "name");
      assertSaid(module + "/pom.xml", "description");
    }
    assertEquals("CC-BY-3.0", said("models/pom.xml", "licenses/license[1]/name"));
  }

  private static void assertSaid(String pom, String element) throws Exception {
    assertTrue(!said(pom, element).isBlank(), pom + " does not say " + element);
  }

  private static String said(String pom, String element) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(ROOT.resolve(pom).toFile());
    return XPathFactory.newInstance().newXPath().evaluate("/project/" + element, document);
  }

  private static JarFile jar(String path) throws IOException {
    Path file = ROOT.resolve(path.formatted(VERSION));
    assertTrue(Files.isRegularFile(file), file + " was not built");
    return new JarFile(file.toFile());
  }

  private static String text(JarFile jar, String entry) throws IOException {
    JarEntry found = jar.getJarEntry(entry);
    assertNotNull(found, jar.getName() + " has no " + entry);
    return new String(jar.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8);
  }
}
