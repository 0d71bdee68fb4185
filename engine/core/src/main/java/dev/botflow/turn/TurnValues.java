package dev.botflow.turn;

import dev.botflow.cell.Values;
import dev.botflow.event.Channel;
import dev.botflow.routing.FactNames;
import dev.botflow.session.Frame;
import dev.botflow.text.Paths;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What texts and conditions of the flow that runs can ask about: its run variables first, then what the turn made of session and contact, then the facts. */
final class TurnValues implements Values {
  private static final String CONTACT = "contact.";
  private static final String SESSION = "session.";

  private final TurnState turn;

  TurnValues(TurnState turn) {
    this.turn = turn;
  }

  @Override
  public @Nullable Object value(String name) {
    if (name.equals("contact.opted_out")) {
      Channel channel = turn.facts.channel();
      return channel == null ? turn.optedOutOfAll : turn.optedOutOn(channel);
    }
    if (name.startsWith(CONTACT)) {
      Object own = Paths.get(turn.contact, name.substring(CONTACT.length()));
      return own != null ? own : turn.facts.value(name);
    }
    if (name.startsWith(SESSION)) {
      return Paths.get(turn.variables, name.substring(SESSION.length()));
    }
    if (!FactNames.reserved(name) && !turn.runs.isEmpty()) {
      Object own = Paths.get(turn.frame().variables(), name);
      if (own != null) {
        return own;
      }
    }
    if (name.equals("misses")) {
      return BigDecimal.valueOf(turn.misses);
    }
    if (name.equals("language") && Paths.get(turn.contact, "language") != null) {
      return Paths.get(turn.contact, "language");
    }
    return turn.facts.value(name);
  }

  /** Sets a variable in the scope its name says; a null value takes it out. */
  static void set(TurnState turn, String name, @Nullable Object value) {
    if (name.equals("contact.opted_out")) {
      OptOut.set(
          turn, Boolean.TRUE.equals(value) || "true".equalsIgnoreCase(String.valueOf(value)));
    } else if (name.startsWith(CONTACT)) {
      turn.contact = Paths.with(turn.contact, name.substring(CONTACT.length()), value);
    } else if (name.startsWith(SESSION)) {
      turn.variables = Paths.with(turn.variables, name.substring(SESSION.length()), value);
    } else {
      Frame frame = turn.frame();
      turn.replaceFrame(frame.withVariables(Paths.with(frame.variables(), name, value)));
    }
  }
}
