package dev.botflow.table.sheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sheets of an XLSX file have cells that are links or merged; read from the parts' text, since neither are cells
 * there.
 */
final class SheetLinks {
  private static final String LINK = "<hyperlink";
  private static final String MERGED = "<mergeCell";
  private static final int MOST = 1_000;
  private static final int MOST_CHARS = 4_096;

  private final ZipParts parts;
  private final Map<String, String> partBySheet = new LinkedHashMap<>();

  SheetLinks(ZipParts parts) {
    this.parts = parts;
    Map<String, String> targets = new LinkedHashMap<>();
    elements(parts.text("xl/_rels/workbook.xml.rels"), "<Relationship", MOST)
        .forEach((index, element) ->
            targets.put(attribute(element, "Id"), attribute(element, "Target")));
    elements(parts.text("xl/workbook.xml"), "<sheet", MOST).forEach((index, element) -> {
      String target = targets.getOrDefault(attribute(element, "r:id"), "");
      partBySheet.put(
          attribute(element, "name"),
          target.startsWith("/") ? target.substring(1) : "xl/" + target);
    });
  }

  /** The name of the sheet in a part; the part's own name if no sheet is known to stand there. */
  String sheet(String part) {
    return partBySheet.entrySet().stream()
        .filter(entry -> entry.getValue().equals(part))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(part);
  }

  /**
   * What a sheet has beside its cells.
   *
   * @param links the address of the first link; empty if there is none
   * @param merged the first thousand ranges of merged cells, such as {@code C8:C9}
   */
  record Beside(List<String> links, List<String> merged) {}

  Beside in(String sheet) {
    // Addresses are plain letters and digits, so the text need not be decoded.
    String xml = parts.plainText(partBySheet.getOrDefault(sheet, ""));
    return new Beside(addresses(xml, LINK, 1), addresses(xml, MERGED, MOST));
  }

  private static List<String> addresses(String xml, String start, int most) {
    return elements(xml, start, most).values().stream()
        .map(element -> attribute(element, "ref"))
        .toList();
  }

  /** The first elements of a name, each cut after a length that none of a spreadsheet's has. */
  private static Map<Integer, String> elements(String xml, String start, int most) {
    Map<Integer, String> elements = new LinkedHashMap<>();
    int at = xml.indexOf(start);
    while (at >= 0 && elements.size() < most) {
      int name = at + start.length();
      // Not one whose name only begins so, such as the list around them.
      if (name < xml.length() && Character.isWhitespace(xml.charAt(name))) {
        String element = xml.substring(at, Math.min(xml.length(), at + MOST_CHARS));
        int end = element.indexOf('>');
        elements.put(
            elements.size(),
            element.substring(0, end < 0 ? element.length() : end).replace('\n', ' '));
      }
      at = xml.indexOf(start, at + 1);
    }
    return elements;
  }

  private static String attribute(String element, String name) {
    int at = element.indexOf(" " + name + "=\"");
    if (at < 0) {
      return "";
    }
    int start = at + name.length() + 3;
    int end = element.indexOf('"', start);
    return end < 0
        ? ""
        : element
            .substring(start, end)
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&");
  }
}
