package dev.botflow.scenario;

import com.google.re2j.Pattern;
import dev.botflow.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as variables have them. Without quotes, {@code true}, {@code false} and numbers are what they are in JSON;
 * anything else is the text as written, {@code 0612} and {@code +32470123456} too.
 */
public final class ScenarioValues {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,60})(\\.[0-9]{1,60})?");

  private ScenarioValues() {}

  /** The value of a node: text, number, truth, list or map. */
  public static Object of(YamlNode node) {
    if (node instanceof YamlNode.Sequence sequence) {
      List<Object> list = new ArrayList<>();
      sequence.items().forEach(item -> list.add(of(item)));
      return list;
    }
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping.entries().forEach((name, entry) -> map.put(name, of(entry.value())));
      return map;
    }
    return scalar((YamlNode.Scalar) node);
  }

  static Map<String, Object> of(Map<String, YamlNode> nodes) {
    Map<String, Object> values = new LinkedHashMap<>();
    nodes.forEach((name, node) -> values.put(name, of(node)));
    return values;
  }

  private static Object scalar(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (scalar.quoted()) {
      return text;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
  }
}
