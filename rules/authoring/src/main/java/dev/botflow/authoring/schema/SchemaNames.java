package dev.botflow.authoring.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands in a schema where one of the bot's names may stand. */
final class SchemaNames {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String AGAIN = "; if it is new, botflow schema writes these names again";

  private SchemaNames() {}

  /** One of these names as it is written. */
  static ObjectNode oneOf(Collection<String> names, String what) {
    ObjectNode schema = NODES.objectNode();
    schema.put("description", what);
    one(schema, names);
    return schema.put("errorMessage", "expected: " + what + AGAIN);
  }

  /** One of these names, to pick from, or any other text. */
  static ObjectNode oneOfOrOther(Collection<String> names, String what) {
    ObjectNode schema = NODES.objectNode();
    schema.put("description", what);
    ArrayNode either = schema.putArray("anyOf");
    one(either.addObject(), names);
    either.addObject().set("type", scalars());
    return schema;
  }

  /**
   * Names to pick from, where more forms of them are understood.
   *
   * @param pattern all that is understood
   */
  static ObjectNode oneOfOrLike(Collection<String> names, String pattern, String what) {
    ObjectNode schema = NODES.objectNode();
    schema.put("description", what);
    ArrayNode either = schema.putArray("anyOf");
    one(either.addObject(), names);
    // A number is no text to JSON Schema, and no name is one here.
    either.addObject().put("type", "string").put("pattern", pattern);
    return schema.put("errorMessage", "expected: " + what + AGAIN);
  }

  /** An enum has to have a member; where there is no name nothing is one. */
  private static void one(ObjectNode schema, Collection<String> names) {
    if (names.isEmpty()) {
      schema.putObject("not");
    } else {
      schema.set("enum", values(names));
    }
  }

  static ArrayNode scalars() {
    return NODES.arrayNode().add("string").add("number").add("boolean");
  }

  /** Names as YAML has them: one such as 10 is a number there unless it is quoted. */
  private static ArrayNode values(Collection<String> names) {
    ArrayNode values = NODES.arrayNode();
    for (String name : names) {
      values.add(name);
      if (name.equals("true") || name.equals("false")) {
        values.add(name.equals("true"));
      } else if (name.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")) {
        values.add(new BigDecimal(name));
      }
    }
    return values;
  }

  /** A pattern for one of these words in any letter case. */
  static String anyCase(Collection<String> words) {
    return words.stream()
        .map(word -> anyCase(word, ""))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  /** A pattern for one of these words in any letter case, with blanks, hyphens and underscores anywhere. */
  static String anyCaseAndBlanks(Collection<String> words) {
    return words.stream()
        .map(word -> anyCase(word, "[-_ ]*"))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static String anyCase(String word, String between) {
    return word.codePoints()
        .mapToObj(Character::toString)
        .map(SchemaNames::anyCase)
        .collect(Collectors.joining(between));
  }

  private static String anyCase(String letter) {
    String small = letter.toLowerCase(Locale.ROOT);
    String capital = letter.toUpperCase(Locale.ROOT);
    if (!small.equals(capital) && small.length() == 1 && capital.length() == 1) {
      return "[" + small + capital + "]";
    }
    return letter.matches("[\\p{L}\\p{N}_-]") ? letter : "\\" + letter;
  }
}
