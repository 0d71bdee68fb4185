package dev.botflow.workbench.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** One Chromium for all tests of the page, and what they ask of it in the words of somebody who uses the page. */
final class Chrome {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static @Nullable Chrome only;

  private final ChromeDriver driver;
  private final String axe;

  private Chrome() {
    System.setProperty("webdriver.chrome.driver", DRIVER.toString());
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1300,800");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver = new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
    axe = resource("/axe.min.js");
    Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
  }

  /** The browser; skips the test, and says so, on a machine that has none. */
  static synchronized Chrome chrome() {
    boolean found = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    if (!found && System.getenv("CI") != null) {
      throw new IllegalStateException(
          "CI is set, but Debian's packages chromium and chromium-driver are not installed");
    }
    assumeTrue(
        found,
        "left out: the workbench's page in a browser, since Debian's packages chromium and"
            + " chromium-driver are not installed");
    if (only == null) {
      only = new Chrome();
    }
    return only;
  }

  static String resource(String name) {
    try (InputStream in = Chrome.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens an address, in a window of a width and in {@code light} or {@code dark}. */
  Chrome open(String address, int width, String scheme) {
    // The page before asks its server again and again, which may be gone.
    driver.get("about:blank");
    log();
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.get(address);
    return this;
  }

  Chrome open(String address) {
    return open(address, 1300, "light");
  }

  /** Opens an address and waits until the table stands there, with its findings. */
  Chrome openTable(String address) {
    open(address);
    return table();
  }

  Chrome table() {
    shown(".grid .cell[role=rowheader]");
    return until("the findings have come", () -> !text(".status").contains("checking"));
  }

  WebDriver driver() {
    return driver;
  }

  Object script(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  Object waitingScript(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeAsyncScript(script, arguments);
  }

  void offline(boolean off) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** What a pane, a cell or a line says; empty if it is not there. */
  String text(String selector) {
    return String.valueOf(
        script("return document.querySelector(arguments[0])?.innerText ?? ''", selector));
  }

  WebElement shown(String selector) {
    return wait("a " + selector, driver -> {
      List<WebElement> found = driver.findElements(By.cssSelector(selector));
      return found.isEmpty() || !found.get(0).isDisplayed() ? null : found.get(0);
    });
  }

  Chrome gone(String selector) {
    return until(
        "no " + selector, () -> driver.findElements(By.cssSelector(selector)).isEmpty());
  }

  Chrome until(String what, java.util.function.BooleanSupplier holds) {
    wait(what, driver -> holds.getAsBoolean() ? true : null);
    return this;
  }

  private <T> T wait(String what, Function<WebDriver, @Nullable T> asked) {
    return new FluentWait<>((WebDriver) driver)
        .withTimeout(Duration.ofSeconds(60))
        .pollingEvery(Duration.ofMillis(40))
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> "waited for " + what + "; the page shows: " + text("body"))
        .until(asked);
  }

  Chrome click(String selector) {
    shown(selector).click();
    return this;
  }

  /** Presses keys one after another, wherever the focus is. */
  Chrome press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(driver).sendKeys(key).perform();
    }
    return this;
  }

  Chrome chord(Keys held, CharSequence key) {
    new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    return this;
  }

  Chrome chord(Keys held, Keys second, CharSequence key) {
    new Actions(driver)
        .keyDown(held)
        .keyDown(second)
        .sendKeys(key)
        .keyUp(second)
        .keyUp(held)
        .perform();
    return this;
  }

  /** Goes to a cell by keys alone: from the first row down, then right. */
  Chrome goTo(String rule, String header) {
    script("document.querySelector('.grid .cell[tabindex=\"0\"]').focus()");
    chord(Keys.CONTROL, Keys.HOME);
    press(Keys.HOME);
    for (int i = 0; i < 60 && !rule.equals(activeRule()); i++) {
      press(Keys.ARROW_DOWN);
    }
    for (int i = 0; i < 14 && !header.equals(activeHeader()); i++) {
      press(Keys.ARROW_RIGHT);
    }
    if (!rule.equals(activeRule()) || !header.equals(activeHeader())) {
      throw new AssertionError("no cell " + rule + ", " + header);
    }
    return this;
  }

  String activeRule() {
    return String.valueOf(
        script(
            "return document.activeElement.closest('.row')?.querySelector('[role=rowheader]')?.textContent ?? ''"));
  }

  String activeHeader() {
    return String.valueOf(script("const at = document.activeElement.getAttribute('aria-colindex');"
        + "return document.querySelector(`.heads [aria-colindex=\"${at}\"]`)?.textContent ?? ''"));
  }

  /** The text of a cell; {@code null} if the row is not in sight. */
  @Nullable
  String cell(String rule, String header) {
    return (String) script(
        "const row = [...document.querySelectorAll('.grid .rows > .row:not([hidden])')]"
            + ".find(row => row.querySelector('[role=rowheader]')?.textContent === arguments[0]);"
            + "const at = [...document.querySelectorAll('.heads > *')].find(head => head.textContent === arguments[1])"
            + "?.getAttribute('aria-colindex');"
            + "return row?.querySelector(`[aria-colindex=\"${at}\"]`)?.textContent ?? null",
        rule,
        header);
  }

  Chrome untilCell(String rule, String header, String text) {
    return until(
        rule + ", " + header + " holds \"" + text + "\"", () -> text.equals(cell(rule, header)));
  }

  /** Writes in Try until a row is shown that won: on a busy machine the first try may take longer than it is given. */
  Chrome say(String text) {
    for (int i = 0; i < 10; i++) {
      press(text, Keys.ENTER);
      until(
          "a row that won, or why not",
          () -> !text(".grid .won, .try [role=alert]").isEmpty());
      if (text(".try [role=alert]").isEmpty()) {
        return this;
      }
    }
    throw new AssertionError("nothing won: " + text(".try"));
  }

  /** The ids of the rows in sight, in the order of the file; sections by their text. */
  @SuppressWarnings("unchecked")
  List<String> rows() {
    return (List<String>)
        script("return [...document.querySelectorAll('.grid .rows > .row:not([hidden])')]"
            + ".sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))"
            + ".map(row => row.querySelector('.cell').textContent)");
  }

  /** What axe-core finds on the page as it is, best practices among it. */
  @SuppressWarnings("unchecked")
  List<String> axe() {
    driver.executeScript(axe);
    return (List<String>) driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
        + "axe.run(document).then(found => done(found.violations.map(each =>"
        + " each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))),"
        + " wrong => done([String(wrong)]))");
  }

  /** What the browser logged since the last call: violations of the content security policy, and errors. */
  List<String> log() {
    List<String> said = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      said.add(entry.getMessage());
    }
    return said;
  }
}
