package dev.botflow.authoring.io;

/** Text put into HTML and SVG. */
public final class Html {
  private Html() {}

  /** As text or as the value of an attribute in double quotes. */
  public static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
      }
    }
    return html.toString();
  }

  /** {@code <name class="style">text</name>}. */
  public static String element(String name, String style, String text) {
    return "<" + name + " class=\"" + style + "\">" + escaped(text) + "</" + name + ">";
  }

  /** At most so many characters, the last an ellipsis. */
  public static String shortened(String text, int most) {
    String line = text.replace('\n', ' ').strip();
    return line.length() <= most ? line : line.substring(0, most - 1).stripTrailing() + "…";
  }
}
