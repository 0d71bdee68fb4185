package dev.botflow.workbench.rename;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes names in a YAML text and nothing else of it: comments, order and quotes stay. What is a name is told by the tree
 * that the text is read to; texts that a bot says are none. For one text, by one thread.
 */
final class YamlNames {
  private static final List<String> TARGETS = List.of(
      "next", "on_error", "on_give_up", "then", "else", "call", "not_understood", "error_occurred");

  private final String file;
  private final Rename rename;
  private final boolean hasStep;
  private final List<Spot> spots = new ArrayList<>();

  private YamlNames(String file, Rename rename, boolean hasStep) {
    this.file = file;
    this.rename = rename;
    this.hasStep = hasStep;
  }

  /** Where a name stands: the value of a key on a line. */
  private record Spot(int line, String key, String was, String now) {}

  /**
   * The text with the new name.
   *
   * @throws BotFlowException if a name stands where it cannot be changed for sure
   */
  static String renamed(String file, String text, Rename rename) {
    YamlNode root = tree(file, text);
    if (root == null) {
      return text;
    }
    YamlNames names = new YamlNames(file, rename, hasStep(root, rename.from()));
    names.walk(root, "", "", true);
    if (names.spots.isEmpty()) {
      return text;
    }
    String[] lines = text.split("\n", -1);
    for (Spot spot : names.spots) {
      lines[spot.line() - 1] = replaced(file, lines[spot.line() - 1], spot);
    }
    String now = String.join("\n", lines);
    YamlNames after = new YamlNames(file, rename, names.hasStep);
    YamlNode again = tree(file, now);
    if (again == null) {
      throw refused(file, names.spots.get(0));
    }
    after.walk(again, "", "", true);
    if (!after.spots.isEmpty()) {
      throw refused(file, after.spots.get(0));
    }
    return now;
  }

  private static @Nullable YamlNode tree(String file, String text) {
    // Who checks the bot tells what is wrong with it.
    return YamlNode.read(file, text, new Findings()).orElse(null);
  }

  private static boolean hasStep(YamlNode root, String id) {
    return root instanceof YamlNode.Mapping flow
        && flow.get("steps").orElse(null) instanceof YamlNode.Sequence steps
        && steps.items().stream()
            .anyMatch(step -> step instanceof YamlNode.Mapping mapping
                && mapping.get("id").orElse(null) instanceof YamlNode.Scalar scalar
                && scalar.text().equals(id));
  }

  private static String replaced(String file, String line, Spot spot) {
    Matcher found = Pattern.compile("(?<![\\w.-])" + Pattern.quote(spot.key())
            + "[\"']?\\s*:\\s*[\"']?(" + Pattern.quote(spot.was()) + ")[\"']?\\s*(?:[,}\\]#]|$)")
        .matcher(line);
    Matcher alone = Pattern.compile(
            "^\\s*(?:-\\s+)?[\"']?(" + Pattern.quote(spot.was()) + ")[\"']?\\s*(?:#.*)?$")
        .matcher(line);
    Matcher hit = found.find() ? found : alone.find() ? alone : null;
    if (hit == null) {
      throw refused(file, spot);
    }
    return line.substring(0, hit.start(1)) + spot.now() + line.substring(hit.end(1));
  }

  private static BotFlowException refused(String file, Spot spot) {
    return new BotFlowException(file + ":" + spot.line() + ": expected " + spot.key() + ": "
        + spot.was() + " in a form that can be changed for sure; change it by hand first");
  }

  private void walk(YamlNode node, String key, String above, boolean top) {
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach((name, entry) -> walk(entry.value(), name, key, top && key.isEmpty()));
    } else if (node instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(item -> walk(item, key, above, top && key.isEmpty()));
    } else if (node instanceof YamlNode.Scalar scalar) {
      String now = now(scalar.text(), key, above, top);
      if (!now.equals(scalar.text())) {
        spots.add(new Spot(scalar.line(), key, scalar.text(), now));
      }
    }
  }

  private String now(String text, String key, String above, boolean top) {
    boolean scenario = file.startsWith("scenarios/");
    boolean flowFile = file.startsWith("flows/");
    boolean target = TARGETS.contains(key) || above.equals("next");
    switch (rename.what()) {
      case RULE:
        return scenario && key.equals("rule") && text.equals(rename.from()) ? rename.to() : text;
      case FLOW:
        if (scenario && key.equals("waiting") && text.startsWith(rename.from() + ".")) {
          return rename.to() + text.substring(rename.from().length());
        }
        boolean named = scenario && key.equals("flow")
            || flowFile && top && key.equals("flow")
            || !scenario && target && (key.equals("call") || !hasStep);
        return named && text.equals(rename.from()) ? rename.to() : text;
      default:
        String full = rename.flow() + "." + rename.from();
        if (scenario) {
          return key.equals("waiting") && text.equals(full)
              ? rename.flow() + "." + rename.to()
              : text;
        }
        boolean step =
            file.equals(rename.file()) && (key.equals("id") || target && !key.equals("call"));
        return step && text.equals(rename.from()) ? rename.to() : text;
    }
  }
}
