package dev.botflow.table.sheet;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that spreadsheets keep themselves, looked at before a reader makes room for what a file claims: a cell's
 * address, the length of a number, text or formula, the place of a shared text, and what the cells come to together. A
 * file of two kilobytes can name a column that would need all memory there is.
 */
final class SheetBounds {
  /** A spreadsheet's last column is XFD, its last row 1,048,576, its longest text 32,767 characters. */
  private static final int MOST_LETTERS = 3;

  private static final int MOST_DIGITS = 7;
  private static final int MOST_CHARS = 32_767;
  private static final int MOST_FORMULA_CHARS = 8_192;
  private static final int MOST_NUMBER_CHARS = 64;
  private static final int MOST_EXPONENT = 400;
  /** Ranges of array formulas are looked at for every cell behind them. */
  private static final int MOST_ARRAYS = 100;

  private static final int MOST_STRUCK = 1_000;

  private final UnaryOperator<String> sheetOfPart;
  private final Map<String, Set<String>> struck = new LinkedHashMap<>();
  private Set<String> struckStyles = Set.of();
  private int[] shared = new int[0];
  private int texts;
  private int sharedParts;
  private long chars;

  private SheetBounds(UnaryOperator<String> sheetOfPart) {
    this.sheetOfPart = sheetOfPart;
  }

  /**
   * Looks at all sheets, styles and shared texts of a file.
   *
   * @param sheetOfPart the name of the sheet in a part, for people
   * @throws BrokenCell if a bound is broken, with sheet and cell
   */
  static SheetBounds check(ZipParts parts, UnaryOperator<String> sheetOfPart) {
    SheetBounds bounds = new SheetBounds(sheetOfPart);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    for (String root : List.of("styleSheet", "sst", "worksheet")) {
      for (String name : parts.names()) {
        bounds.part(factory, name, parts.bytes(name), root);
      }
    }
    return bounds;
  }

  /** The first thousand addresses of cells of a sheet that are struck through. */
  Set<String> struck(String sheet) {
    return struck.getOrDefault(sheet, Set.of());
  }

  private void part(XMLInputFactory factory, String name, byte[] bytes, String root) {
    if (!looksLikeXml(bytes)) {
      return;
    }
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (xml.hasNext() && xml.next() != XMLStreamConstants.START_ELEMENT) {
        // What stands before the root says nothing here.
      }
      if (xml.getEventType() != XMLStreamConstants.START_ELEMENT
          || !xml.getLocalName().equals(root)) {
        return;
      }
      if (root.equals("styleSheet")) {
        struckStyles = StruckStyles.read(xml);
      } else if (root.equals("sst")) {
        texts(xml);
      } else {
        new CellScan(xml, sheetOfPart.apply(name)).run();
      }
    } catch (XMLStreamException e) {
      throw ZipParts.refused("an XLSX file, but it could not be read");
    }
  }

  private static boolean looksLikeXml(byte[] bytes) {
    for (int i = 0; i < bytes.length && i < MOST_NUMBER_CHARS; i++) {
      if (bytes[i] == '<') {
        return true;
      }
    }
    return false;
  }

  /** The lengths of the shared texts, by their place. */
  private void texts(XMLStreamReader xml) throws XMLStreamException {
    if (++sharedParts > 1) {
      throw ZipParts.refused("one list of shared texts, but found several");
    }
    int length = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      if (isText(event)) {
        length += xml.getTextLength();
        if (length > 2 * MOST_CHARS) {
          throw ZipParts.refused(
              "texts of at most " + MOST_CHARS + " characters in cells, but found a longer one");
        }
      } else if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
        length = 0;
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("si")) {
        if (texts == shared.length) {
          shared = Arrays.copyOf(shared, Math.max(64, 2 * texts));
        }
        shared[texts++] = length;
      }
    }
  }

  private static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  /** One sheet, from left to right. */
  private final class CellScan {
    private final XMLStreamReader xml;
    private final String sheet;
    private final StringBuilder value = new StringBuilder();
    private String address = "";
    private String type = "";
    /** The element whose text is being read, {@code v} or {@code f}; empty for none. */
    private String within = "";

    private int length;
    private int arrays;
    private int longestFormula;

    CellScan(XMLStreamReader xml, String sheet) {
      this.xml = xml;
      this.sheet = sheet;
    }

    void run() throws XMLStreamException {
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          start(xml.getLocalName());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          end(xml.getLocalName());
        } else if (isText(event)) {
          text();
        }
      }
    }

    private void start(String name) {
      switch (name) {
        case "row" -> {
          String row = attribute("r");
          if (!row.isEmpty() && !isNumber(row)) {
            throw broken("row \"" + shortened(row) + "\"", "a row up to 1048576");
          }
        }
        case "c" -> {
          address = attribute("r");
          type = attribute("t");
          length = 0;
          if (struckStyles.contains(attribute("s"))) {
            Set<String> cells = struck.computeIfAbsent(sheet, none -> new LinkedHashSet<>());
            if (cells.size() < MOST_STRUCK) {
              cells.add(address);
            }
          }
          if (!address.isEmpty() && !isAddress(address)) {
            throw broken("cell \"" + shortened(address) + "\"", "the address of a cell such as C8");
          }
        }
        case "f" -> {
          within = name;
          length = 0;
          if (attribute("t").equals("array") && ++arrays > MOST_ARRAYS) {
            throw cell("a sheet without array formulas, but found more than " + MOST_ARRAYS);
          }
          // A shared formula is written out anew for each cell that names it.
          chars(longestFormula);
        }
        case "v" -> {
          within = name;
          length = 0;
          value.setLength(0);
        }
        default -> {}
      }
    }

    private void text() {
      length += xml.getTextLength();
      if (within.equals("f") && length > MOST_FORMULA_CHARS) {
        throw cell(
            "a text, but found a formula of more than " + MOST_FORMULA_CHARS + " characters");
      }
      boolean number = within.equals("v") && (type.isEmpty() || type.equals("n"));
      if (length > 2 * MOST_CHARS && !address.isEmpty() && !number) {
        throw cell("a text of at most " + MOST_CHARS + " characters, but found a longer one");
      }
      if (within.equals("v") && value.length() <= MOST_NUMBER_CHARS) {
        value.append(
            xml.getTextCharacters(),
            xml.getTextStart(),
            Math.min(xml.getTextLength(), MOST_NUMBER_CHARS + 1));
      }
    }

    private void end(String name) {
      if (name.equals("f")) {
        longestFormula = Math.max(longestFormula, length);
      } else if (name.equals("v")) {
        value();
      } else if (name.equals("c")) {
        address = "";
      }
      if (name.equals(within)) {
        within = "";
        length = 0;
      }
    }

    private void value() {
      switch (type) {
        case "s" -> {
          int place = place(value);
          if (place < 0 || place >= texts) {
            throw cell("a text that is in the file, but it names one that is not there");
          }
          chars(shared[place]);
        }
        case "", "n" -> {
          if (length > MOST_NUMBER_CHARS || exponent(value) > MOST_EXPONENT) {
            throw cell(
                "a number as spreadsheets keep it, but found one of more digits or a larger exponent");
          }
        }
        default -> {}
      }
    }

    private void chars(int more) {
      chars += more;
      if (chars > ZipParts.MAX_BYTES) {
        throw ZipParts.refused("at most " + ZipParts.MAX_BYTES / 1024 / 1024
            + " MB of text in all cells, but found more");
      }
    }

    private String attribute(String name) {
      String found = xml.getAttributeValue(null, name);
      return found == null ? "" : found;
    }

    private BrokenCell cell(String expected) {
      return new BrokenCell(
          "unreadable-file",
          "sheet " + sheet + ", cell " + (address.isEmpty() ? "without an address" : address)
              + ": expected " + expected);
    }

    private BrokenCell broken(String found, String expected) {
      return new BrokenCell(
          "unreadable-file", "sheet " + sheet + ": expected " + expected + ", but was " + found);
    }
  }

  private static String shortened(String text) {
    return text.length() <= MOST_NUMBER_CHARS ? text : text.substring(0, MOST_NUMBER_CHARS) + "…";
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** True for up to three capitals and seven digits, such as {@code AB12}. */
  static boolean isAddress(String text) {
    int letters = 0;
    while (letters < text.length() && text.charAt(letters) >= 'A' && text.charAt(letters) <= 'Z') {
      letters++;
    }
    return letters > 0 && letters <= MOST_LETTERS && isNumber(text.substring(letters));
  }

  /** A place among the shared texts; -1 for what is none. */
  private static int place(CharSequence text) {
    String digits = text.toString().strip();
    return digits.isEmpty()
            || digits.length() > MOST_DIGITS + 1
            || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? -1
        : Integer.parseInt(digits);
  }

  /** How far a number's exponent is from none; more than any bound if it is not even a short one. */
  private static int exponent(CharSequence number) {
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) == 'e' || number.charAt(i) == 'E') {
        @Nullable
        Integer power =
            power(number.subSequence(i + 1, number.length()).toString().strip());
        return power == null ? Integer.MAX_VALUE : Math.abs(power);
      }
    }
    return 0;
  }

  private static @Nullable Integer power(String text) {
    String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    return isNumber(digits) ? Integer.valueOf(digits) : null;
  }
}
