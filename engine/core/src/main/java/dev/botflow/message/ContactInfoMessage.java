package dev.botflow.message;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A visiting card. Each phone, e-mail and URL may be of a type such as {@code work}. */
public record ContactInfoMessage(
    String fullName,
    List<Entry> phones,
    List<Entry> emails,
    List<Entry> urls,
    @Nullable String company,
    @Nullable String birthday)
    implements Outbound {
  public ContactInfoMessage {
    phones = List.copyOf(phones);
    emails = List.copyOf(emails);
    urls = List.copyOf(urls);
  }

  /** A value with its type. */
  public record Entry(String value, @Nullable String type) {
    Entry mapTexts(UnaryOperator<String> map) {
      return new Entry(map.apply(value), type);
    }
  }

  @Override
  public String readable() {
    return fullName;
  }

  @Override
  public ContactInfoMessage mapTexts(UnaryOperator<String> map) {
    return new ContactInfoMessage(
        map.apply(fullName),
        phones.stream().map(entry -> entry.mapTexts(map)).toList(),
        emails.stream().map(entry -> entry.mapTexts(map)).toList(),
        urls.stream().map(entry -> entry.mapTexts(map)).toList(),
        company == null ? null : map.apply(company),
        birthday == null ? null : map.apply(birthday));
  }
}
