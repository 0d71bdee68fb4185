package dev.botflow.table.sheet;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which styles of a workbook strike a cell's text through: people do that where they mean that it no longer counts. */
final class StruckStyles {
  private StruckStyles() {}

  /**
   * Reads the part of styles, whose root was come to.
   *
   * @return the styles as cells name them
   */
  static Set<String> read(XMLStreamReader xml) throws XMLStreamException {
    Set<String> fonts = new LinkedHashSet<>();
    Set<String> styles = new LinkedHashSet<>();
    String list = "";
    int font = -1;
    int style = -1;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "fonts", "cellXfs", "cellStyleXfs", "dxfs" -> list = xml.getLocalName();
        case "font" -> font += list.equals("fonts") ? 1 : 0;
        case "strike" -> {
          String value = String.valueOf(xml.getAttributeValue(null, "val"));
          if (list.equals("fonts") && !value.equals("0") && !value.equals("false")) {
            fonts.add(String.valueOf(font));
          }
        }
        case "xf" -> {
          style += list.equals("cellXfs") ? 1 : 0;
          if (list.equals("cellXfs")
              && fonts.contains(String.valueOf(xml.getAttributeValue(null, "fontId")))) {
            styles.add(String.valueOf(style));
          }
        }
        default -> {}
      }
    }
    return styles;
  }
}
