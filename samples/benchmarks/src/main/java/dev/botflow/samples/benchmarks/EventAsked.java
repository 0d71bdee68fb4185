package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.table.Asked;
import dev.botflow.table.Subject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An event as the bare index is asked about it: no facts, no rules, no session. */
record EventAsked(MessageReceived event, int minuteOfWeek, LocalDate date) implements Asked {
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
        return dev.botflow.table.Customer.is(true, false);
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
