package dev.botflow.table;

import dev.botflow.cell.WeekTimes;
import dev.botflow.event.EventKind;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a table is asked about, put together by hand: a new customer's text "hi" on WhatsApp, Monday at ten. */
public final class Ask implements Asked {
  private final Map<Subject, Object> values = new LinkedHashMap<>();
  private LocalDateTime time = LocalDateTime.parse("2026-03-02T10:00");
  private String contact = "app/contact/1";

  public Ask() {
    event("text");
    with(Subject.What.CHANNEL, "WHATSAPP");
    with(Subject.What.SAYS, "hi");
    with(Subject.What.CUSTOMER, Customer.is(true, false));
  }

  public Ask event(String kind) {
    with(Subject.What.HAPPENED, kind);
    boolean message = EventKind.named(kind).map(EventKind::isMessage).orElse(false);
    return with(Subject.What.MESSAGE, message ? "message" : null);
  }

  public Ask with(Subject.What what, @Nullable Object value) {
    return with(Subject.of(what), value);
  }

  public Ask with(Subject subject, @Nullable Object value) {
    if (value == null) {
      values.remove(subject);
    } else {
      values.put(subject, value);
    }
    return this;
  }

  public Ask at(String localTime) {
    time = LocalDateTime.parse(localTime);
    return this;
  }

  public Ask contact(String key) {
    contact = key;
    return this;
  }

  @Override
  public @Nullable Object value(Subject subject) {
    return values.get(subject);
  }

  @Override
  public int minuteOfWeek() {
    return WeekTimes.minuteOfWeek(time);
  }

  @Override
  public LocalDate date() {
    return time.toLocalDate();
  }

  @Override
  public String contactKey() {
    return contact;
  }

  @Override
  public String toString() {
    return values + " at " + time + " of " + contact;
  }
}
