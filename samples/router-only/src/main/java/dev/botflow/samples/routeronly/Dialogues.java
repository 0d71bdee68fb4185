package dev.botflow.samples.routeronly;

import java.util.LinkedHashMap;
import java.util.Map;

/** Stands for the dialogues that a platform has already, whatever they are made of. */
class Dialogues {
  private static final String OPTED_OUT = "contact.opted_out";

  /**
   * What a dialogue says next.
   *
   * @param over true if it is over, false if it waits for the contact
   * @param values what it found out, such as that the contact wants no more messages
   */
  record Said(String text, boolean over, Map<String, Object> values) {}

  /** The names of the dialogues, each with what it is for. */
  final Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("menu", "Greets and asks what it is about");
    names.put("order_status", "Asks for the number of an order and tells where it is");
    names.put("fan_page", "Thanks for the visit");
    names.put("club", "Greets members of the club");
    names.put("short_help", "Helps in a single text");
    names.put("stop", "Confirms that nothing is sent any more");
    names.put("start", "Confirms that messages are sent again");
    names.put("sorry", "Says that something went wrong");
    return names;
  }

  /**
   * Begins a dialogue, or goes on with it.
   *
   * @param id equal for a step that is asked for once more, as after a crash
   * @param text what the contact wrote
   * @param with what the table brings along
   */
  Said next(String id, String name, boolean begins, String text, Map<String, Object> with) {
    switch (name) {
      case "menu":
        return begins
            ? asks("Hello on " + with.get("place") + ". What is it about?")
            : says("We get back to you about: " + text);
      case "order_status":
        return begins
            ? asks("What is the number of your order?")
            : says("Order " + text + " is on its way.");
      case "fan_page":
        return says("Thank you for following us.");
      case "club":
        return begins
            ? asks("Welcome to the club on " + with.get("place") + ". Your number?")
            : says("Member " + text + ", there is a gift for you.");
      case "short_help":
        return begins
            ? asks("Your question in one text, please. STOP ends this.")
            : says("Noted: " + text);
      case "stop":
        return new Said("You get no more messages.", true, Map.of(OPTED_OUT, true));
      case "start":
        return new Said("Welcome back.", true, Map.of(OPTED_OUT, false));
      default:
        return says("Something went wrong, please try again.");
    }
  }

  private static Said asks(String text) {
    return new Said(text, false, Map.of());
  }

  private static Said says(String text) {
    return new Said(text, true, Map.of());
  }
}
