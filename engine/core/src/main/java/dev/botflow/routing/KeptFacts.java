package dev.botflow.routing;

import dev.botflow.cell.WeekTimes;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.event.SessionKey;
import dev.botflow.flow.Bot;
import dev.botflow.session.TurnRecord;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a turn that is over, as far as its trace kept them.
 *
 * @param bot the version that decided
 * @param contact whose turn it was
 * @param turn what its trace says
 * @param said what the contact wrote, where the bot keeps texts; null otherwise
 */
public record KeptFacts(
    Bot bot, SessionKey contact, TurnRecord turn, @Nullable String said) {

  /** Stands for the value of a fact that was there and is not kept. */
  public static final String NOT_KEPT = "***";

  private static final String TEXT = "text";

  public EventKind kind() {
    return new EventKind(turn.kind());
  }

  public @Nullable Channel channel() {
    return turn.channel();
  }

  /** A fact by its name; null if it was absent or is not kept. */
  public @Nullable Object value(String name) {
    return name.equals(TEXT) && said != null ? said : turn.facts().get(name);
  }

  /** True for a fact that was there and is not kept. */
  public boolean hidden(String name) {
    return turn.hidden().contains(name) && !(name.equals(TEXT) && said != null);
  }

  public boolean is(String name) {
    return Boolean.TRUE.equals(value(name));
  }

  /** The event's time in the bot's zone. */
  public LocalDateTime localTime() {
    return LocalDateTime.ofInstant(turn.at(), bot.settings().zone());
  }

  /** 0 is Monday 00:00 in the bot's zone. */
  public int minuteOfWeek() {
    return WeekTimes.minuteOfWeek(localTime());
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "KeptFacts[" + turn + "]";
  }
}
