package dev.botflow.table.read;

import dev.botflow.table.sheet.BrokenCell;
import dev.botflow.table.sheet.CommaList;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.Blanks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the column {@code With}: {@code name=value, name={template}}. */
final class WithReader {
  // The first parts of names that belong to the engine (rules/REFERENCE.md).
  private static final List<String> RESERVED =
      List.of("session", "contact", "internal", "delivery", "event");

  private WithReader() {}

  static Map<String, Template> read(String text) {
    Map<String, Template> with = new LinkedHashMap<>();
    for (String part : CommaList.parts(text)) {
      int sign = part.indexOf('=');
      String name = sign < 0 ? "" : Blanks.strip(part.substring(0, sign));
      String value = sign < 0 ? "" : CommaList.unquoted(Blanks.strip(part.substring(sign + 1)));
      if (name.isEmpty() || value.isEmpty()) {
        throw unreadable("name=value, with a comma between several", part);
      }
      if (!isName(name)) {
        throw unreadable("a name of letters, digits, _, - and dots before the =", part);
      }
      if (RESERVED.contains(firstPart(name))) {
        throw unreadable(
            "a variable of the flow, since " + firstPart(name) + " belongs to the engine", part);
      }
      SpreadsheetTraces.refuseShortened(value);
      if (with.put(name, template(value)) != null) {
        throw unreadable("each name once", part);
      }
    }
    return with;
  }

  private static Template template(String value) {
    try {
      return Template.parse(value);
    } catch (TemplateBrokenException e) {
      throw new BrokenCell("unreadable-cell", e.getMessage());
    }
  }

  static boolean isName(String name) {
    boolean atStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (atStart) {
          return false;
        }
        atStart = true;
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '-') {
        atStart = false;
      } else {
        return false;
      }
    }
    return !atStart;
  }

  private static String firstPart(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static BrokenCell unreadable(String expected, String found) {
    return new BrokenCell(
        "unreadable-cell", "expected " + expected + ", but was \"" + found + "\"");
  }
}
