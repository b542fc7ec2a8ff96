package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Training and all that it stands on can lie on a module path. */
class ModulePathTest {
  private static final String MODULE = "io.github.diffusion4j.train";

  /** Libraries of the tests; and PyTorch's, which has a name that no module may have. */
  private static final Set<String> ELSEWHERE =
      Set.of("apiguardian", "archunit", "jqwik", "junit", "opentest4j", "pytorch-native");

  /** No two modules have a package in common, and none is missing. */
  @Test
  void resolves() {
    Path[] path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .filter(ModulePathTest::isOfTheModule)
            .toArray(Path[]::new);
    Configuration modules =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of(MODULE));
    assertTrue(modules.findModule("ejml.ddense").isPresent());
    assertEquals(
        Set.of(
            "",
            ".autoencoder",
            ".compile",
            ".data",
            ".evaluate",
            ".features",
            ".finetune",
            ".latent",
            ".listener",
            ".network",
            ".onnx",
            ".recipe"),
        Set.copyOf(
            modules.findModule(MODULE).orElseThrow().reference().descriptor().exports().stream()
                .map(e -> e.source().substring(MODULE.length()))
                .toList()));
  }

  private static boolean isOfTheModule(Path entry) {
    String name = entry.getFileName().toString();
    return !name.equals("test-classes") && ELSEWHERE.stream().noneMatch(name::startsWith);
  }
}
