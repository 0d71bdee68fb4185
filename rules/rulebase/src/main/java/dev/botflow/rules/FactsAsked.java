package dev.botflow.rules;

import dev.botflow.cell.Identities;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.routing.Facts;
import dev.botflow.table.Asked;
import dev.botflow.table.Customer;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.LanguageTags;
import dev.botflow.text.OptWords;
import dev.botflow.text.WordLists;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts as a table asks about them. Most go by name, so that a fact that a bot's own rule derives is what the table sees.
 *
 * @param facts of one event
 */
record FactsAsked(Facts facts) implements Asked {
  @Override
  public @Nullable Object value(Subject subject) {
    switch (subject.what()) {
      case HAPPENED:
        return facts.kind().name();
      case MESSAGE:
        return facts.message() ? "message" : null;
      case CHANNEL:
        return facts.channel() == null ? null : facts.channel().name();
      case SAYS:
        return says(facts.value("text"), facts.kind(), facts.channel(), facts.words());
      case CUSTOMER:
        return Customer.is(facts.isNew(), facts.optedOut());
      case APP:
        return facts.context().appId();
      case LANGUAGE:
        return language(facts.value("language"));
      case COUNTRY:
        Object country = facts.value("contact.country");
        return country != null ? country : facts.value("country");
      case POSTBACK:
        return facts.value("postback");
      case INTENT:
        return facts.value("intent");
      case DELIVERY_REASON:
        return facts.value("delivery.reason");
      case TAGS:
        return facts.value("tags");
      case LAST_FLOW:
        return facts.value("last_flow");
      case MISSES:
        return facts.value("misses");
      case NAMED:
        return Identities.compared(subject.name(), facts.value(subject.name()));
      default:
        throw new AssertionError(subject);
    }
  }

  /** What was written, with what it means to the lists that a bot need not write. */
  static @Nullable Object says(
      @Nullable Object said, EventKind kind, @Nullable Channel channel, WordLists words) {
    if (!(said instanceof String text) || !kind.equals(EventKind.TEXT)) {
      return said;
    }
    boolean sms = Channel.SMS.equals(channel) || Channel.MMS.equals(channel);
    return OptWords.said(text, sms, words);
  }

  /** A row for {@code nl} is for those who write {@code nl-BE} too. */
  static @Nullable Object language(@Nullable Object tag) {
    if (!(tag instanceof String text)) {
      return tag;
    }
    List<String> nearest = LanguageTags.nearest(text);
    return nearest.size() == 1 ? text : nearest;
  }

  @Override
  public int minuteOfWeek() {
    return facts.minuteOfWeek();
  }

  @Override
  public LocalDate date() {
    return facts.localDate();
  }

  @Override
  public String contactKey() {
    return facts.session().key().value();
  }
}
