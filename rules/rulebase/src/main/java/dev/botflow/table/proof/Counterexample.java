package dev.botflow.table.proof;

import dev.botflow.cell.WeekTimes;
import dev.botflow.error.Sample;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventKind;
import dev.botflow.event.SessionKey;
import dev.botflow.table.Asked;
import dev.botflow.table.Customer;
import dev.botflow.table.Split;
import dev.botflow.table.read.CellReader;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.OptWords;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event made up for a proof: it can be asked about as a real one, and shown as a sample. Used by one thread. */
final class Counterexample implements Asked {
  private static final int CONTACTS_TRIED = 200_000;

  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private final Map<Subject, Object> values = new LinkedHashMap<>();
  private final Set<Subject> free = new LinkedHashSet<>();
  private final List<Split> shares = new ArrayList<>();
  private LocalDateTime time;
  private String contact = "sample-contact";
  private boolean failed;

  Counterexample(LocalDate today) {
    this.time = today.atTime(10, 0);
  }

  void value(Subject subject, @Nullable Object value) {
    if (value == null) {
      values.remove(subject);
    } else {
      values.put(subject, value);
    }
  }

  /** A text no row asks for: any other would do as well. */
  void anyText(Subject subject, String text) {
    value(subject, text);
    free.add(subject);
  }

  void time(LocalDateTime moment) {
    time = moment;
  }

  void share(Split split) {
    shares.add(split);
  }

  /** No value is known that would show what has to be shown. */
  void fail() {
    failed = true;
  }

  /** To be called when all is set: finds a contact for the shares; false if this event cannot be made up. */
  boolean complete() {
    if (failed) {
      return false;
    }
    Subject postback = Subject.of(Subject.What.POSTBACK);
    Subject says = Subject.of(Subject.What.SAYS);
    if (kind().equals(EventKind.BUTTON) && values.containsKey(postback)) {
      // Of a button nobody offered, Says compares the postback.
      Subject asked = free.contains(says) ? postback : says;
      Object text = values.get(asked);
      values.put(postback, text);
      values.put(says, text);
    }
    for (int i = 0; i < CONTACTS_TRIED; i++) {
      String key = contactKey();
      if (shares.stream().allMatch(share -> share.has(key))) {
        return true;
      }
      contact = "sample-contact-" + i;
    }
    return false;
  }

  private String app() {
    return values.get(Subject.of(Subject.What.APP)) instanceof String app ? app : "sample-app";
  }

  private @Nullable String text(Subject.What what) {
    return values.get(Subject.of(what)) instanceof String text ? text : null;
  }

  /** When it happens, such as {@code Mon 2026-03-02 10:00}. */
  String moment() {
    return DAYS.get(time.getDayOfWeek().getValue() - 1) + " " + time.toLocalDate() + " "
        + time.toLocalTime();
  }

  EventKind kind() {
    String kind = text(Subject.What.HAPPENED);
    return new EventKind(kind == null ? "text" : kind);
  }

  @Override
  public @Nullable Object value(Subject subject) {
    switch (subject.what()) {
      case MESSAGE:
        return kind().isMessage() ? CellReader.MESSAGE : null;
      case APP:
        return app();
      default:
        return values.get(subject);
    }
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
    return SessionKey.of(new ChannelContext(
            Channel.of("SMS"), "sample-identity", contact, app(), "sample-conversation", null))
        .value();
  }

  /** The event as a finding reports it. */
  Sample sample(ZoneId zone) {
    Map<String, Object> given = new LinkedHashMap<>();
    if (values.get(Subject.of(Subject.What.CUSTOMER)) instanceof List<?> customer) {
      if (customer.contains(Customer.RETURNING)) {
        given.put("returning", true);
      }
      if (customer.contains(Customer.OPTED_OUT)) {
        given.put("opted_out", true);
      }
    }
    give(given, Subject.What.TAGS, "tags");
    give(given, Subject.What.COUNTRY, "contact.country");
    give(given, Subject.What.INTENT, "intent");
    give(given, Subject.What.LAST_FLOW, "last_flow");
    Object language = values.get(Subject.of(Subject.What.LANGUAGE));
    if (language != null) {
      given.put("language", language instanceof List<?> tags ? tags.get(0) : language);
    }
    if (values.get(Subject.of(Subject.What.MISSES)) instanceof BigDecimal misses
        && misses.signum() > 0) {
      given.put("misses", misses);
    }
    values.forEach((subject, value) -> {
      if (subject.what() == Subject.What.NAMED && !subject.name().startsWith("internal.")) {
        given.put(subject.name(), value);
      }
    });
    boolean button = kind().equals(EventKind.BUTTON);
    String marked = text(Subject.What.SAYS);
    String says = marked == null ? null : OptWords.written(marked);
    String postback = text(Subject.What.POSTBACK);
    return new Sample(
        time.atZone(zone).toInstant(),
        given,
        kind().name(),
        text(Subject.What.CHANNEL),
        kind().equals(EventKind.TEXT) ? says == null ? "" : says : null,
        button ? postback != null ? postback : says : null,
        text(Subject.What.DELIVERY_REASON),
        app(),
        contact);
  }

  private void give(Map<String, Object> given, Subject.What what, String name) {
    Object value = values.get(Subject.of(what));
    if (value != null) {
      given.put(name, value);
    }
  }
}
