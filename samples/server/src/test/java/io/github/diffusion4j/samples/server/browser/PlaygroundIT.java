package io.github.diffusion4j.samples.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.server.ServerProcess;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * What a visitor of the playground does, with a mouse, a keyboard and a phone: {@code mvn -Pbrowser
 * -pl samples/server -am verify}.
 */
@Timeout(600)
class PlaygroundIT {
  private static final String DONE =
      """
      return document.querySelectorAll('.run:first-of-type figure').length === %d
          && document.querySelectorAll('.run:first-of-type figure.waiting').length === 0
      """;

  private static ServerProcess server;

  private Browser browser;

  @BeforeAll
  static void start() {
    Optional<String> missing = Browser.missing();
    missing.ifPresent(reason -> System.out.println("PlaygroundIT is skipped: " + reason));
    Assumptions.assumeTrue(missing.isEmpty(), missing.orElse(""));
    server = ServerProcess.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void open(int width, int height, String path) {
    browser = Browser.open(width, height, false);
    browser.open(server.at(path).toString());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      List<String> complaints = browser.complaints();
      browser.close();
      assertEquals(List.of(), complaints);
    }
  }

  @Test
  void drawsFromLabelsWithTheMouse() {
    open(1280, 900, "/");
    browser.screenshot("desktop-empty");
    browser.click("#chips [data-label=folder]");
    browser.click("#chips [data-label=plus]");
    browser.click("#draw");
    browser.await("four images", DONE.formatted(4));
    browser.screenshot("desktop");
    assertEquals(
        browser.run("return document.querySelector('.run figure img').src"),
        imageOf("{\"model\":\"icons16\",\"labels\":[\"folder\",\"plus\"],\"seed\":0}"));
    assertEquals(
        List.of(),
        browser.run(
            "return performance.getEntriesByType('resource').map(r => r.name)"
                + ".filter(name => !name.startsWith(location.origin))"));
  }

  private Object imageOf(String request) {
    return browser.runAsync(
        """
        const done = arguments[arguments.length - 1];
        fetch('v1/images/generations', {
          method: 'POST', headers: {'Content-Type': 'application/json'}, body: arguments[0],
        }).then(r => r.json()).then(a => done('data:image/png;base64,' + a.data[0].b64_json));
        """,
        request);
  }

  @Test
  void drawsWithTheKeyboardAlone() {
    open(1280, 900, "/");
    browser.type("#find", "folder", Keys.ENTER);
    browser.press("min", Keys.ENTER);
    browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.await("four images", DONE.formatted(4));
    assertTrue(browser.find(By.cssSelector(".run h2")).getText().startsWith("folder, minus"));
  }

  @Test
  void anImageHasVariationsAndALinkThatMakesItAgain() {
    open(1280, 900, "/?model=icons16-turbo&labels=user&seed=5&n=2");
    browser.await("two images", DONE.formatted(2));
    Object first = browser.run("return document.querySelectorAll('.run figure img')[1].src");
    browser.run("document.querySelectorAll('[data-deed=link]')[1].click()");
    Object link =
        browser.run("return document.querySelectorAll('[data-deed=link]')[1].dataset.link");
    browser.run("document.querySelector('[data-deed=vary]').click()");
    browser.await("eight variations", DONE.formatted(8));
    browser.screenshot("desktop-variations");
    browser.open(String.valueOf(link));
    browser.await("one image", DONE.formatted(1));
    assertEquals(first, browser.run("return document.querySelector('.run figure img').src"));
  }

  @Test
  void anImageIsDrawnOnWithTheKeyboard() {
    open(1280, 900, "/?model=icons16-turbo&labels=folder&seed=5&n=1");
    browser.await("one image", DONE.formatted(1));
    browser.click("[data-deed=edit]");
    browser.press(" ", Keys.ARROW_RIGHT, " ");
    browser.run("document.querySelector('[name=tool][value=mask]').click()");
    browser.run("document.querySelector('#canvas').focus()");
    browser.press(Keys.ARROW_DOWN, " ", Keys.ARROW_LEFT, " ");
    browser.screenshot("desktop-editor");
    browser.run("document.querySelector('#redraw').click()");
    browser.await("two runs", "return document.querySelectorAll('.run').length === 2");
    browser.await("a changed image", DONE.formatted(1));
    assertEquals("One image", browser.find(By.id("status")).getText().substring(0, 9));
  }

  @Test
  void whatIsWrongIsSaid() {
    open(1280, 900, "/?model=icons16-turbo&labels=folder&seed=5&n=1&sampler=ddim&steps=1");
    browser.await("one image", DONE.formatted(1));
    browser.run("document.querySelector('#count').removeAttribute('max')");
    browser.run("document.querySelector('#count').value = 11");
    browser.click("#draw");
    browser.await("a sentence", "return document.querySelector('#status.bad') !== null");
    assertTrue(browser.find(By.id("status")).getText().contains("n = 11"));
    assertEquals(1, browser.complaints().size()); // Chromium's own, of the status 400
  }

  @Test
  void fitsAPhone() {
    open(390, 844, "/");
    browser.screenshot("phone-empty");
    browser.run("document.querySelector('#chips [data-label=folder]').click()");
    browser.click("#draw");
    browser.await("four images", DONE.formatted(4));
    browser.run("document.querySelector('.run').scrollIntoView()");
    browser.screenshot("phone");
    assertEquals(
        true,
        browser.run("return document.documentElement.scrollWidth <= 390"),
        "nothing is wider than the screen");
    assertEquals(
        true,
        browser.run(
            "const box = document.querySelector('#draw').getBoundingClientRect();"
                + "return box.top >= 0 && box.bottom <= window.innerHeight && box.height >= 44"),
        "the button is at hand");
    browser.run("document.querySelector('[data-deed=edit]').click()");
    browser.screenshot("phone-editor");
    assertEquals(
        true,
        browser.run(
            "const box = document.querySelector('#editor').getBoundingClientRect();"
                + "return box.left >= 0 && box.right <= 390"),
        "so does the editor");
  }

  @Test
  void isDarkWhereTheSystemIs() {
    browser = Browser.open(1280, 900, true);
    browser.open(server.at("/?model=icons16-turbo&labels=mail&seed=5&n=4").toString());
    browser.await("four images", DONE.formatted(4));
    browser.screenshot("desktop-dark");
    assertEquals(
        "rgb(20, 21, 23)", browser.run("return getComputedStyle(document.body).backgroundColor"));
  }
}
