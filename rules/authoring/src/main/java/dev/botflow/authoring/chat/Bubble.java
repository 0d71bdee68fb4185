package dev.botflow.authoring.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as its channel shows it, in lines of text. It is made of the very body that would be sent, so that what was
 * turned into a list or into numbered text is seen as that.
 */
public final class Bubble {
  private static final int WIDTH = 64;

  private final List<String> lines = new ArrayList<>();
  private final List<Button> buttons;

  private Bubble(List<Button> buttons) {
    this.buttons = buttons;
  }

  /** A button on the screen, and what tapping it brings back. */
  public record Button(String label, String postback) {}

  /**
   * Shows a message.
   *
   * @param body the body of {@code messages:send}
   * @param buttons those on the screen already; the message's own are added, so that numbers go on
   * @return the lines of its bubble
   */
  public static List<String> of(JsonNode body, List<Button> buttons) {
    Bubble bubble = new Bubble(buttons);
    MessageBlock.of(body).forEach(bubble::block);
    List<String> framed = new ArrayList<>();
    for (int i = 0; i < bubble.lines.size(); i++) {
      String edge = bubble.lines.size() == 1
          ? "─ "
          : i == 0 ? "╭ " : i < bubble.lines.size() - 1 ? "│ " : "╰ ";
      framed.add((edge + bubble.lines.get(i)).stripTrailing());
    }
    return framed;
  }

  private void block(MessageBlock block) {
    String text = block.text();
    String more = block.more();
    switch (block.kind()) {
      case TEXT -> text(text);
      case TITLE -> text("*" + text + "*");
      case SECTION -> text("— " + text + " —");
      case MEDIA -> text("[media] " + text);
      case CONTACT -> text("[contact] " + text);
      case BUTTON -> button(block);
      case LINK -> lines.add("[" + text + "]" + (more.isEmpty() ? "" : " " + more));
      case CARD -> lines.add(text + " of " + more);
      case LOCATION -> lines.add("[location] " + text + " (" + more + ")");
      case TEMPLATE -> lines.add("[template] " + text);
      case OTHER -> lines.add("[" + text + "]");
    }
  }

  /** Its number goes on from those on the screen; without one it would be taken for what stands on another button. */
  private void button(MessageBlock block) {
    String more = block.more().isEmpty() ? "" : " - " + block.more();
    String postback = block.postback();
    if (postback != null) {
      buttons.add(new Button(block.text(), postback));
    }
    lines.add(
        block.number() == 0
            ? "[" + block.text() + "]" + more
            : "[" + buttons.size() + "] " + block.text() + more);
  }

  private void text(String text) {
    text.lines().forEach(this::wrap);
  }

  /** Breaks at the last blank that fits; a word longer than the line stays whole, so that links can be copied. */
  private void wrap(String line) {
    String rest = line;
    while (rest.length() > WIDTH) {
      int blank = rest.lastIndexOf(' ', WIDTH);
      blank = blank > 0 ? blank : rest.indexOf(' ', WIDTH);
      if (blank < 0) {
        break;
      }
      lines.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    lines.add(rest);
  }
}
