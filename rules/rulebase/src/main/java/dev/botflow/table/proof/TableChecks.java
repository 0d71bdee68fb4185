package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.CellReader;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.Suggestion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The checks of a routing table that are done at every load, since they are cheap: unknown flows (errors), expired rows
 * and events, languages and reasons that look mistyped (warnings). Checks that search for proofs stand beside this class, not in it.
 */
public final class TableChecks {
  static final String UNKNOWN_EVENT = "unknown-event";
  static final String UNKNOWN_LANGUAGE = "unknown-language";
  static final String UNKNOWN_REASON = "unknown-reason";

  /** As the Conversation API documents them (developers.sinch.com, message delivery reports); others may come. */
  private static final List<String> DELIVERY_REASONS = List.of(
      "UNKNOWN",
      "INTERNAL_ERROR",
      "RATE_LIMITED",
      "RECIPIENT_INVALID_CHANNEL_IDENTITY",
      "RECIPIENT_NOT_REACHABLE",
      "RECIPIENT_NOT_OPTED_IN",
      "OUTSIDE_ALLOWED_SENDING_WINDOW",
      "CHANNEL_FAILURE",
      "CHANNEL_BAD_CONFIGURATION",
      "CHANNEL_CONFIGURATION_MISSING",
      "MEDIA_TYPE_UNSUPPORTED",
      "MEDIA_TOO_LARGE",
      "MEDIA_NOT_REACHABLE",
      "NO_CHANNELS_LEFT",
      "TEMPLATE_NOT_FOUND",
      "TEMPLATE_INSUFFICIENT_PARAMETERS",
      "TEMPLATE_NON_EXISTING_LANGUAGE_OR_VERSION",
      "DELIVERY_TIMED_OUT",
      "DELIVERY_REJECTED_DUE_TO_POLICY",
      "CONTACT_NOT_FOUND",
      "BAD_REQUEST",
      "UNKNOWN_APP",
      "NO_CHANNEL_IDENTITY_FOR_CONTACT",
      "CHANNEL_REJECT",
      "NO_PERMISSION",
      "NO_PROFILE_AVAILABLE",
      "UNSUPPORTED_OPERATION",
      "INACTIVE_CREDENTIAL",
      "MESSAGE_EXPIRED",
      "MESSAGE_SPLIT_REQUIRED",
      "DELIVERY_REPORT_TIME_OUT");

  private TableChecks() {}

  /**
   * Checks the rows against the bot's flows.
   *
   * @param today the day a row must still be valid on
   */
  public static void check(RoutingTable table, Bot bot, LocalDate today, Findings findings) {
    for (TableRow row : table.written()) {
      flow(row, bot.flows().keySet(), findings);
      for (RowCell cell : row.cells()) {
        Place place = row.place().row(row.id(), cell.column());
        if (cell.check() instanceof Check.Times times && cell.text().indexOf(':') >= 0) {
          times
              .times()
              .swapped()
              .ifPresent(window -> findings.warning("swapped-hours", place, window.question()));
        }
        if (cell.check() instanceof Check.Days days) {
          expired(days, cell, place, today, findings);
        } else if (cell.check() instanceof Check.Value value) {
          value(value, place, bot.flows().keySet(), findings);
        }
      }
    }
  }

  private static void flow(TableRow row, Collection<String> flows, Findings findings) {
    if (!flows.contains(row.flow())) {
      findings.error(
          "unknown-flow", row.place().row(row.id(), Columns.FLOW), unknownFlow(row.flow(), flows));
    }
  }

  private static String unknownFlow(String flow, Collection<String> flows) {
    return "expected the name of a flow, but was \"" + flow + "\"" + Suggestion.hint(flow, flows);
  }

  private static void value(
      Check.Value value, Place place, Collection<String> flows, Findings findings) {
    if (value.subject().what() == Subject.What.HAPPENED) {
      for (String word : words(value.cell())) {
        if (EventKind.named(word).isPresent()) {
          continue;
        }
        if (Channel.meantBy(word).isPresent()) {
          findings.warning(
              UNKNOWN_EVENT,
              place,
              "\"" + word
                  + "\" is taken as an event of your own, but is the name of a channel; channels belong in the column Channel");
          continue;
        }
        Suggestion.nearest(word, events())
            .filter(near -> !near.equalsIgnoreCase(word))
            .ifPresent(near -> findings.warning(
                UNKNOWN_EVENT,
                place,
                "\"" + word + "\" is taken as an event of your own; did you mean \"" + near
                    + "\"?"));
      }
    } else if (value.subject().what() == Subject.What.LANGUAGE) {
      for (String word : words(value.cell())) {
        if (!isLanguage(word)) {
          findings.warning(
              UNKNOWN_LANGUAGE,
              place,
              "expected a language such as nl or nl-BE, but was \"" + word
                  + "\", which no contact's language is");
        }
      }
    } else if (value.subject().what() == Subject.What.DELIVERY_REASON) {
      for (String word : words(value.cell())) {
        meantReason(word)
            .ifPresent(near -> findings.warning(
                UNKNOWN_REASON,
                place,
                "expected a reason Sinch gives for a failed delivery, but was \"" + word
                    + "\"; did you mean \"" + near + "\"?"));
      }
    } else if (value.subject().what() == Subject.What.LAST_FLOW) {
      for (String word : words(value.cell())) {
        if (flows.stream().noneMatch(flow -> flow.equalsIgnoreCase(word))) {
          findings.error("unknown-flow", place, unknownFlow(word, flows));
        }
      }
    }
  }

  private static Optional<String> meantReason(String word) {
    return DELIVERY_REASONS.stream().anyMatch(word::equalsIgnoreCase)
        ? Optional.empty()
        : Suggestion.nearest(word, DELIVERY_REASONS);
  }

  /** The reason that the first misspelt one of a row was meant to be. */
  static Optional<String> meantReason(TableRow row) {
    return row.cells().stream()
        .map(RowCell::check)
        .filter(Check.Value.class::isInstance)
        .map(Check.Value.class::cast)
        .filter(value -> value.subject().what() == Subject.What.DELIVERY_REASON)
        .flatMap(value -> words(value.cell()).stream())
        .flatMap(word -> meantReason(word).stream())
        .findFirst();
  }

  /** True for two or three letters, and what may follow them behind a dash. */
  private static boolean isLanguage(String word) {
    int dash = word.indexOf('-');
    String main = dash < 0 ? word : word.substring(0, dash);
    return (main.length() == 2 || main.length() == 3) && main.chars().allMatch(Character::isLetter);
  }

  private static List<String> events() {
    List<String> events = new ArrayList<>();
    events.add(CellReader.MESSAGE);
    EventKind.known().forEach(kind -> events.add(kind.name()));
    return events;
  }

  private static List<String> words(Cell cell) {
    if (cell instanceof Cell.Not not) {
      return words(not.test());
    }
    return cell instanceof Cell.AnyOf anyOf ? anyOf.words() : List.of();
  }

  private static void expired(
      Check.Days days, RowCell cell, Place place, LocalDate today, Findings findings) {
    LocalDate until = days.until();
    if (until != null && until.isBefore(today)) {
      findings.warning(
          "expired-row",
          place,
          "the row no longer counts: it was valid until " + cell.text() + ", and today is "
              + today);
    }
  }
}
