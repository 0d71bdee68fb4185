package dev.botflow.rules;

import dev.botflow.cell.Identities;
import dev.botflow.event.Channel;
import dev.botflow.routing.KeptFacts;
import dev.botflow.table.Asked;
import dev.botflow.table.Check;
import dev.botflow.table.Customer;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a turn that is over, as a table asks about them.
 *
 * @param facts as far as they were kept
 */
record KeptAsked(KeptFacts facts) implements Asked {

  /** The names of all facts that the rows of a table ask about, but what every trace has. */
  static Set<String> names(RoutingTable table) {
    Set<String> names = new LinkedHashSet<>();
    for (TableRow row : table.rows()) {
      for (RowCell cell : row.cells()) {
        if (cell.check() instanceof Check.Value value) {
          names.addAll(names(value.subject()));
        }
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private static List<String> names(Subject subject) {
    return switch (subject.what()) {
      case HAPPENED, MESSAGE, CHANNEL, APP -> List.of();
      case SAYS -> List.of("text");
      case CUSTOMER -> List.of("new", "contact.opted_out");
      case LANGUAGE -> List.of("language");
      case COUNTRY -> List.of("contact.country", "country");
      case POSTBACK -> List.of("postback");
      case INTENT -> List.of("intent");
      case DELIVERY_REASON -> List.of("delivery.reason");
      case TAGS -> List.of("tags");
      case LAST_FLOW -> List.of("last_flow");
      case MISSES -> List.of("misses");
      case NAMED -> List.of(subject.name());
    };
  }

  /** True for what was there and is not kept, so that nobody can tell whether a condition on it holds. */
  boolean hidden(Check check) {
    return check instanceof Check.Value value
        && names(value.subject()).stream().anyMatch(facts::hidden);
  }

  @Override
  public @Nullable Object value(Subject subject) {
    return switch (subject.what()) {
      case HAPPENED -> facts.kind().name();
      case MESSAGE -> facts.kind().isMessage() ? "message" : null;
      case CHANNEL -> name(facts.channel());
      case APP -> facts.turn().app().isEmpty() ? null : facts.turn().app();
      case CUSTOMER -> Customer.is(facts.is("new"), facts.is("contact.opted_out"));
      case SAYS ->
        FactsAsked.says(
            facts.value("text"), facts.kind(), facts.channel(), facts.bot().words());
      case LANGUAGE -> FactsAsked.language(facts.value("language"));
      case COUNTRY -> {
        Object country = facts.value("contact.country");
        yield country != null ? country : facts.value("country");
      }
      case NAMED -> Identities.compared(subject.name(), facts.value(subject.name()));
      case POSTBACK, INTENT, DELIVERY_REASON, TAGS, LAST_FLOW, MISSES ->
        facts.value(names(subject).get(0));
    };
  }

  private static @Nullable String name(@Nullable Channel channel) {
    return channel == null ? null : channel.name();
  }

  @Override
  public int minuteOfWeek() {
    return facts.minuteOfWeek();
  }

  @Override
  public LocalDate date() {
    return facts.localTime().toLocalDate();
  }

  @Override
  public String contactKey() {
    return facts.contact().value();
  }
}
