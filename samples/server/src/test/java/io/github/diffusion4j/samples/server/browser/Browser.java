package io.github.diffusion4j.samples.server.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/** Chromium without a screen, of a size. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Why there is none; empty if there is one. */
  static Optional<String> missing() {
    for (String program : List.of("chromium", "chromedriver")) {
      if (find(program).isEmpty()) {
        return Optional.of(
            "no %s on the path: apt-get install chromium chromium-driver".formatted(program));
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> find(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser open(int width, int height, boolean dark) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find("chromium").orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // in containers there is none
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--window-size=1280,900");
    if (dark) {
      options.addArguments("--force-dark-mode", "--blink-settings=preferredColorScheme=0");
    }
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    return new Browser(driver);
  }

  void open(String address) {
    driver.get(address);
    await("the page to be ready", "return document.body.dataset.ready === 'true'");
  }

  WebElement find(By by) {
    return driver.findElement(by);
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  void click(String selector) {
    find(By.cssSelector(selector)).click();
  }

  void type(String selector, CharSequence... keys) {
    find(By.cssSelector(selector)).sendKeys(keys);
  }

  /** Keys for whatever has the focus. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  /** Runs a script that passes its result to its last argument. */
  Object runAsync(String script, Object argument) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script, argument);
  }

  void await(String what, String condition) {
    long start = System.nanoTime();
    while (!Boolean.TRUE.equals(run(condition))) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("waited in vain for " + what + "; " + complaints());
      }
    }
  }

  /** What the console complains of. */
  List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  void screenshot(String name) {
    Path file = Path.of("target/screenshots", name + ".png");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
