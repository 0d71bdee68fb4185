package dev.botflow.authoring.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.Json;
import dev.botflow.error.Finding;
import dev.botflow.error.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings of one bot as {@code check} prints them, for people and for the programs that show them in a review. */
public final class FindingLines {
  /** How findings are printed. */
  public enum Format {
    TEXT,
    JSON,
    GITHUB,
    SARIF;

    /** By its word in small letters. */
    public static Format of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private final String prefix;
  private final String version;

  /**
   * @param folder the bot's folder as somebody named it: files are named from where the command runs
   * @param version of this program
   */
  public FindingLines(String folder, String version) {
    String plain = folder.replace('\\', '/').replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
    this.prefix = plain.isEmpty() || plain.equals(".") ? "" : plain + "/";
    this.version = version;
  }

  private static String severity(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }

  public static String text(Finding finding) {
    return severity(finding) + ": " + finding.sentence();
  }

  public static String json(Finding finding) {
    Place place = finding.place();
    ObjectNode line = Json.object()
        .put("severity", severity(finding))
        .put("code", finding.code())
        .put("file", place.file())
        .put("line", place.line() == 0 ? null : (Integer) place.line())
        .put("rule", place.rule())
        .put("column", place.column())
        .put("flow", place.flow())
        .put("step", place.step())
        .put("message", finding.message());
    line.set("sample", SampleJson.of(finding.sample()));
    return Json.line(line);
  }

  /**
   * A command that GitHub's runners turn into an annotation of the line (docs.github.com, "Workflow commands for GitHub
   * Actions").
   */
  public String github(Finding finding) {
    Place place = finding.place();
    return "::" + severity(finding) + " file=" + property(file(place))
        + (lineOfFile(place) > 0 ? ",line=" + lineOfFile(place) : "")
        + ",title=" + property(finding.code()) + "::" + data(finding.sentence());
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** All findings as one log of the Static Analysis Results Interchange Format (OASIS, SARIF 2.1.0). */
  public String sarif(List<Finding> findings) {
    ObjectNode log = Json.object()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool")
        .putObject("driver")
        .put("name", "BotFlow")
        .put("semanticVersion", version);
    Map<String, Integer> rules = new TreeMap<>();
    findings.forEach(finding -> rules.put(finding.code(), 0));
    ArrayNode described = driver.putArray("rules");
    int index = 0;
    for (Map.Entry<String, Integer> rule : rules.entrySet()) {
      rule.setValue(index++);
      described.addObject().put("id", rule.getKey());
    }
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    for (Finding finding : findings) {
      result(results.addObject(), finding, rules.getOrDefault(finding.code(), 0));
    }
    return Json.line(log);
  }

  private void result(ObjectNode result, Finding finding, int rule) {
    Place place = finding.place();
    result
        .put("ruleId", finding.code())
        .put("ruleIndex", rule)
        .put("level", severity(finding))
        .putObject("message")
        .put("text", finding.sentence());
    ObjectNode location = result.putArray("locations").addObject();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(file(place)));
    if (lineOfFile(place) > 0) {
      physical.putObject("region").put("startLine", lineOfFile(place));
    }
    String inside = inside(place);
    if (!inside.isEmpty()) {
      location.putArray("logicalLocations").addObject().put("fullyQualifiedName", inside);
    }
    // Equal for a finding whose line moved, so that a review tells the new ones.
    result
        .putObject("partialFingerprints")
        .put("botflow/v1", hash(finding.code() + "\n" + place.line(0)));
  }

  /** A sheet has no file of its own, and its lines are none of the workbook's. */
  private String file(Place place) {
    int sheet = place.file().indexOf('#');
    return prefix + (sheet < 0 ? place.file() : place.file().substring(0, sheet));
  }

  private static int lineOfFile(Place place) {
    return place.inSheet() ? 0 : place.line();
  }

  private static String inside(Place place) {
    List<String> parts = new ArrayList<>();
    for (@Nullable
    String part :
        new @Nullable String[] {place.rule(), place.column(), place.flow(), place.step()}) {
      if (part != null) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** A path as a URI reference: what is no plain letter, digit or one of a few signs is written in per cents. */
  private static String uri(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return uri.toString();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
