package dev.botflow.scenario;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.botflow.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event in one line, as tables of scenarios and chats write it: {@code agent left}, or with values {@code delivery failed
 * with reason=CHANNEL_FAILURE, sub_code=RATE_LIMITED}. What is no {@code name=value} belongs to the event's name.
 */
public final class WrittenEvent {
  private static final Pattern WITH =
      Pattern.compile("(?s)(.*?)\\s+with\\s+([A-Za-z_][A-Za-z0-9_.]*\\s*=.*)");
  private static final Pattern NEXT = Pattern.compile(",\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*=");

  private WrittenEvent() {}

  /** Reads it; {@code true}, {@code false} and numbers among the values are what they are in JSON. */
  public static ScenarioTurn.Act.Happens read(String written) {
    Map<String, Object> values = new LinkedHashMap<>();
    parts(written)
        .values()
        .forEach((name, value) ->
            values.put(name, ScenarioValues.of(new YamlNode.Scalar(value, false, 0))));
    return new ScenarioTurn.Act.Happens(parts(written).name(), values);
  }

  /** Name and values as they are written. */
  record Parts(String name, Map<String, String> values) {}

  static Parts parts(String written) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher with = WITH.matcher(written);
    if (!with.matches()) {
      return new Parts(written.strip(), values);
    }
    String rest = with.group(2);
    while (!rest.isEmpty()) {
      int equals = rest.indexOf('=');
      Matcher next = NEXT.matcher(rest);
      boolean more = next.find(equals);
      values.put(
          rest.substring(0, equals).strip(),
          rest.substring(equals + 1, more ? next.start() : rest.length()).strip());
      rest = more ? rest.substring(next.start(1)) : "";
    }
    return new Parts(with.group(1).strip(), values);
  }
}
