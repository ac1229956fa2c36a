package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The report of each command in a real browser, in both themes: every chart is drawn, hovering
 * names a point, a series can be switched off, nothing is fetched, the console has no error.
 *
 * <p>Skipped without Chromium and its driver on the PATH, unless {@code BRINK_REQUIRE_BROWSER} is
 * set.
 */
class ReportsInBrowserTest {

  private static final int MOST_BYTES = 2_000_000;

  @TempDir private static Path directory;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() {
    Optional<File> chromium =
        onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    Optional<File> driver = onPath("chromedriver");
    boolean found = chromium.isPresent() && driver.isPresent();
    if (System.getenv("BRINK_REQUIRE_BROWSER") != null) {
      assertThat(found).as("chromium and chromedriver are on the PATH").isTrue();
    }
    Assumptions.assumeTrue(found, "chromium and chromedriver are not on the PATH");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.get()).build(), options);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  private static Optional<File> onPath(String... names) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check mlp:depth=200 --activation relu",
        "check frn:depth=50 --activation tanh",
        "trajectory mlp:depth=200,weight_variance=2 --activation relu --c 0,0.9",
        "simulate mlp:depth=200 --activation tanh --width 20 --networks 3 --backward",
        "width mlp:depth=20 --activation tanh --error 0.1",
        "phase erf --weight-variance 0.5:3:40 --bias-variance 0:0.25:20",
        "phase tanh --weight-variance 1.5 --bias-variance 0.05",
        "kernel tanh --c 0.5",
        "eoc tanh --q 0.2",
        "activations gelu",
        "shape mlp:depth=20 --activation softplus --method dks --zeta 1.5",
        "bound lnmlp:depth=20 --activation erf",
        "networks",
        "reproduce res:2b --effort sketch",
      })
  void aReportWorksInBothThemes(String line) throws Exception {
    Path page = directory.resolve("report.html");
    Invocation written = Invocation.of((line + " --html " + page).split(" "));
    assertThat(written.exitCode()).as(written.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.size(page)).isLessThan(MOST_BYTES);
    browser.get(page.toUri().toString());
    for (int theme = 0; theme < 2; theme++) {
      List<WebElement> figures = browser.findElements(By.tagName("figure"));
      assertThat(figures.isEmpty()).isEqualTo(line.startsWith("networks"));
      for (WebElement figure : figures) {
        WebElement plot = figure.findElement(By.cssSelector(".plot svg"));
        assertThat(plot.getSize().getHeight()).isGreaterThan(300);
        assertThat(plot.getAttribute("aria-label")).contains(" against ", " from ");
        assertTipAppears(plot);
        assertSeriesCanBeHidden(figure);
      }
      browser.findElement(By.className("theme")).click();
    }
    assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(
            browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage))
        .isEmpty();
  }

  /** The mouse goes to the middle of the first mark that it can find. */
  private static void assertTipAppears(WebElement plot) {
    Object tip =
        browser.executeScript(
            """
            const plot = arguments[0];
            const box = plot.getBoundingClientRect();
            for (let k = 1; k < 20; k++) {
              for (let j = 1; j < 20; j++) {
                plot.dispatchEvent(new PointerEvent("pointermove", {
                  bubbles: true, pointerType: "mouse",
                  clientX: box.left + box.width * k / 20, clientY: box.top + box.height * j / 20 }));
                const text = plot.querySelector("[aria-label=tip] text")?.textContent;
                if (text) {
                  plot.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
                  return text;
                }
              }
            }
            return "";
            """,
            plot);
    assertThat((String) tip).contains(": ");
  }

  private static void assertSeriesCanBeHidden(WebElement figure) {
    List<WebElement> entries = figure.findElements(By.cssSelector(".legend button:enabled"));
    for (WebElement entry : entries.stream().limit(1).toList()) {
      long before = marks(figure);
      browser.executeScript("arguments[0].click()", entry);
      assertThat(entry.getAttribute("aria-pressed")).isEqualTo("false");
      assertThat(marks(figure)).isLessThan(before);
      browser.executeScript("arguments[0].click()", entry);
      assertThat(marks(figure)).isEqualTo(before);
    }
  }

  /** The number of lines, points, bars, images and texts that a chart shows. */
  private static long marks(WebElement figure) {
    return (long)
        browser.executeScript(
            "return arguments[0].querySelectorAll("
                + "'.plot svg path, .plot svg circle, .plot svg rect, .plot svg line').length",
            figure);
  }
}
