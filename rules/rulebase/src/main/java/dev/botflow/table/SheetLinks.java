package dev.botflow.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which sheets of an XLSX file have cells that are links; read from the parts' text, since links are not cells there. */
final class SheetLinks {
  private static final String LINK = "<hyperlink ";

  private final ZipParts parts;
  private final Map<String, String> partBySheet = new LinkedHashMap<>();

  SheetLinks(ZipParts parts) {
    this.parts = parts;
    Map<String, String> targets = new LinkedHashMap<>();
    elements(parts.text("xl/_rels/workbook.xml.rels"), "<Relationship ")
        .forEach((index, element) ->
            targets.put(attribute(element, "Id"), attribute(element, "Target")));
    elements(parts.text("xl/workbook.xml"), "<sheet ").forEach((index, element) -> {
      String target = targets.getOrDefault(attribute(element, "r:id"), "");
      partBySheet.put(
          attribute(element, "name"),
          target.startsWith("/") ? target.substring(1) : "xl/" + target);
    });
  }

  /** The address of the first link in a sheet. */
  Optional<String> firstIn(String sheet) {
    // Addresses are plain letters and digits, so the text need not be decoded.
    String xml = parts.plainText(partBySheet.getOrDefault(sheet, ""));
    int at = xml.indexOf(LINK);
    if (at < 0) {
      return Optional.empty();
    }
    int end = xml.indexOf('>', at);
    return Optional.of(attribute(xml.substring(at, end < 0 ? xml.length() : end), "ref"));
  }

  private static Map<Integer, String> elements(String xml, String start) {
    Map<Integer, String> elements = new LinkedHashMap<>();
    int at = xml.indexOf(start);
    while (at >= 0) {
      int end = xml.indexOf('>', at);
      elements.put(elements.size(), xml.substring(at, end < 0 ? xml.length() : end));
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
