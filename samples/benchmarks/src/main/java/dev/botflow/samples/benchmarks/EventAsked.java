package dev.botflow.samples.benchmarks;

import dev.botflow.cell.WeekTimes;
import dev.botflow.event.MessageReceived;
import dev.botflow.table.Asked;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An event as the bare index is asked about it: no facts, no rules, no session.
 *
 * @param isNew true if it is the contact's first
 */
record EventAsked(MessageReceived event, boolean isNew, int minuteOfWeek, LocalDate date)
    implements Asked {

  static EventAsked of(MessageReceived event, boolean isNew) {
    LocalDateTime local = LocalDateTime.ofInstant(event.at(), ZoneId.of("Europe/Brussels"));
    return new EventAsked(event, isNew, WeekTimes.minuteOfWeek(local), local.toLocalDate());
  }

  @Override
  public @Nullable Object value(Subject subject) {
    switch (subject.what()) {
      case HAPPENED:
        return event.kind().name();
      case MESSAGE:
        return "message";
      case CHANNEL:
        return event.context().channelIdentifier() == null
            ? null
            : event.context().channelIdentifier().name();
      case SAYS:
        return event.text();
      case CUSTOMER:
        return dev.botflow.table.Customer.is(isNew, false);
      case LANGUAGE:
        return "en";
      default:
        return null;
    }
  }

  @Override
  public String contactKey() {
    return event.key().value();
  }
}
