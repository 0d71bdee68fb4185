package dev.botflow.scenario;

import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a scenario: some time passes, the contact does something, and the bot is expected to do something.
 *
 * @param number counted from 1
 * @param place where it is written
 * @param on the channel from this turn on; null for the one before
 * @param after how much time passes first; zero for none
 * @param act what happens then
 * @param expected in the order they are written; what is not named may be anything
 */
public record ScenarioTurn(
    int number,
    Place place,
    @Nullable Channel on,
    Duration after,
    Act act,
    List<ScenarioExpectation> expected) {
  public ScenarioTurn {
    expected = List.copyOf(expected);
  }

  /** What happens in a turn. */
  public sealed interface Act {

    /** As an author writes it, for transcripts. */
    String written();

    /** The contact writes. */
    record Says(String text) implements Act {
      @Override
      public String written() {
        return "user: " + text;
      }
    }

    /** The contact taps a button, named by the choice's id, or else by its label. */
    record Taps(String choice) implements Act {
      @Override
      public String written() {
        return "tap: " + choice;
      }
    }

    /**
     * Anything else, by its name in the routing table, such as {@code agent left} or {@code opt-in succeeded}; an
     * unknown name is an event of the host.
     */
    record Happens(String name, Map<String, Object> values) implements Act {
      public Happens {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      }

      @Override
      public String written() {
        return "event: " + name;
      }
    }

    /**
     * A sample event comes in, as the platform sent it.
     *
     * @param file its path from the bot's folder
     * @param sample the event
     * @param atItsOwnTime true if the clock goes on to the event's own time; else it happens when the clock says
     */
    record Receives(String file, ScenarioWebhooks.Sample sample, boolean atItsOwnTime)
        implements Act {
      @Override
      public String written() {
        return "receives: " + file;
      }
    }

    /** Time passes, and nobody does anything. */
    record Waits() implements Act {
      @Override
      public String written() {
        return "nobody does anything";
      }
    }
  }
}
