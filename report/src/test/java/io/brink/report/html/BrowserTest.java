package io.brink.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.report.chart.Sketches;
import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A report in a real browser: it is drawn, answers to the mouse, hides a series, follows the theme,
 * and has no error in its console.
 *
 * <p>Needs Chromium and its driver on the PATH and is skipped without them, unless the environment
 * variable {@code BRINK_REQUIRE_BROWSER} is set, as continuous integration does.
 */
class BrowserTest {

  @TempDir private static Path directory;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() throws IOException {
    Optional<File> chromium =
        onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    Optional<File> driver = onPath("chromedriver");
    boolean found = chromium.isPresent() && driver.isPresent();
    if (System.getenv("BRINK_REQUIRE_BROWSER") != null) {
      assertThat(found).as("chromium and chromedriver are on the PATH").isTrue();
    }
    Assumptions.assumeTrue(found, "chromium and chromedriver are not on the PATH");
    Path page = directory.resolve("report.html");
    Files.writeString(page, HtmlRendererTest.page(200));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.get()).build();
    browser = new ChromeDriver(service, options);
    browser.manage().window().setSize(new Dimension(1100, 900));
    browser.get(page.toUri().toString());
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

  @Test
  void everyChartIsDrawnWithoutErrors() {
    assertAllIsDrawn();
  }

  private static void assertAllIsDrawn() {
    List<WebElement> figures = browser.findElements(By.cssSelector("figure"));
    assertThat(figures).hasSize(Sketches.all().size());
    for (WebElement figure : figures) {
      assertThat(figure.findElement(By.cssSelector(".plot svg")).getSize().getHeight())
          .isGreaterThan(300);
      assertThat(figure.findElements(By.cssSelector(".plot svg text")).size()).isGreaterThan(4);
    }
    assertThat(errors()).isEmpty();
  }

  @Test
  void hoveringNamesThePoint() {
    assertHoveringNamesThePoint();
  }

  private static void assertHoveringNamesThePoint() {
    WebElement plot = plot("simulation");
    assertThat(plot.findElements(By.cssSelector("[aria-label=tip] text"))).isEmpty();
    WebElement point = plot.findElements(By.cssSelector("g[aria-label=dot] circle[r='3']")).get(20);
    new Actions(browser).moveToElement(point).perform();
    String tip = plot.findElement(By.cssSelector("[aria-label=tip] text")).getText();
    assertThat(tip).contains("layer l: ").contains("c(l): 0.");
    assertThat(errors()).isEmpty();
  }

  @Test
  void hoveringNamesABarAndAStem() {
    WebElement plot = plot("density");
    new Actions(browser)
        .moveToElement(plot.findElements(By.cssSelector("g[aria-label=rect] rect")).get(10))
        .perform();
    assertThat(plot.findElement(By.cssSelector("[aria-label=tip] text")).getText())
        .contains("sampled", "s²: 1 to 1.1");
    WebElement head = plot.findElements(By.cssSelector("g[aria-label=dot] circle")).get(1);
    new Actions(browser).moveToElement(head).perform();
    assertThat(plot.findElement(By.cssSelector("[aria-label=tip] text")).getText())
        .contains("point masses", "s²: 4.2", "ρ(s²): 0.1");
    assertThat(errors()).isEmpty();
  }

  @Test
  void aClickInTheLegendHidesASeriesAndShowsItAgain() {
    assertASeriesCanBeHidden();
  }

  private static void assertASeriesCanBeHidden() {
    int dots = dots();
    assertThat(dots).isEqualTo(40);
    WebElement entry = legend("simulated");
    entry.click();
    assertThat(entry.getAttribute("aria-pressed")).isEqualTo("false");
    assertThat(dots()).isZero();
    entry.click();
    assertThat(dots()).isEqualTo(dots);
    assertThat(errors()).isEmpty();
  }

  @Test
  void theThemeCanBeSwitched() {
    String before = browser.findElement(By.tagName("body")).getCssValue("background-color");
    browser.findElement(By.className("theme")).click();
    assertThat(browser.findElement(By.tagName("body")).getCssValue("background-color"))
        .isNotEqualTo(before);
    browser.findElement(By.className("theme")).click();
    assertThat(browser.findElement(By.tagName("body")).getCssValue("background-color"))
        .isEqualTo(before);
    assertThat(errors()).isEmpty();
  }

  @Test
  void inTheOtherThemeTooItIsHoveredAndSwitched() {
    WebElement theme = browser.findElement(By.className("theme"));
    theme.click();
    try {
      assertHoveringNamesThePoint();
      assertASeriesCanBeHidden();
      assertAllIsDrawn();
    } finally {
      theme.click();
    }
  }

  @Test
  void arrowKeysLeadAlongASeriesAndToTheNext() {
    WebElement plot = plot("simulation");
    plot.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(tip(plot)).contains("infinite width", "layer l: 2c");
    plot.sendKeys(Keys.ARROW_DOWN);
    assertThat(tip(plot)).contains("simulated", "layer l: 2c");
    assertThat(browser.findElement(By.className("said")).getAttribute("textContent"))
        .startsWith("simulated, layer l: 2, c(l): 0.2");
    plot.sendKeys(Keys.ESCAPE);
    assertThat(plot.findElements(By.cssSelector("[aria-label=tip] text"))).isEmpty();
    assertThat(errors()).isEmpty();
  }

  @Test
  void chartsAreToldInWords() {
    assertThat(plot("simulation").getAttribute("aria-label"))
        .startsWith("c against depth. c(l) from ")
        .contains("line 'infinite width' from 0.1 to 0.98", "mark 'c*' at 0.95");
    assertThat(plot("density").getAttribute("aria-label"))
        .contains("histogram 'sampled' of 40 bars", "stems 'point masses', 2");
  }

  @Test
  void nothingIsFetched() {
    assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
  }

  @Test
  void aNarrowScreenHasRoomForAll() {
    Dimension usual = browser.manage().window().getSize();
    browser.manage().window().setSize(new Dimension(500, 900));
    try {
      assertThat(
              browser.executeScript(
                  "return document.documentElement.scrollWidth <="
                      + " document.documentElement.clientWidth"))
          .isEqualTo(true);
      assertAllIsDrawn();
    } finally {
      browser.manage().window().setSize(usual);
    }
  }

  @Test
  void paperIsWhite() {
    browser.findElement(By.className("theme")).click();
    try {
      browser.executeScript("dispatchEvent(new Event('beforeprint'))");
      assertThat(browser.findElement(By.tagName("html")).getAttribute("data-theme"))
          .isEqualTo("light");
      browser.executeScript("dispatchEvent(new Event('afterprint'))");
    } finally {
      browser.findElement(By.className("theme")).click();
    }
    assertThat(errors()).isEmpty();
  }

  private static String tip(WebElement plot) {
    return plot.findElement(By.cssSelector("[aria-label=tip] text")).getText();
  }

  private static WebElement plot(String key) {
    WebElement plot =
        browser.findElement(By.cssSelector("figure[data-chart=" + key + "] .plot svg"));
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", plot);
    return plot;
  }

  private static WebElement legend(String name) {
    plot("simulation");
    return browser
        .findElements(By.cssSelector("figure[data-chart=simulation] .legend button"))
        .stream()
        .filter(button -> button.getText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int dots() {
    return browser
        .findElements(
            By.cssSelector("figure[data-chart=simulation] .plot g[aria-label=dot] circle[r='3']"))
        .size();
  }

  private static List<String> errors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }
}
