package dev.botflow.sinch.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Checks;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Builds a visiting card ({@code contact_info_message}). For one thread. */
public final class ContactInfoBuilder {
  private final ObjectNode card = ApiJson.object();
  private final ObjectNode name;

  ContactInfoBuilder(String fullName) {
    name = card.putObject("name");
    name.put("full_name", Checks.given("contact_info_message.name.full_name", fullName));
  }

  /** The name in its parts; null for each that is not known. */
  public ContactInfoBuilder name(
      @Nullable String first, @Nullable String middle, @Nullable String last) {
    put(name, "first_name", first);
    put(name, "middle_name", middle);
    put(name, "last_name", last);
    return this;
  }

  /** What stands before and after the name; null for none. */
  public ContactInfoBuilder title(@Nullable String prefix, @Nullable String suffix) {
    put(name, "prefix", prefix);
    put(name, "suffix", suffix);
    return this;
  }

  /** One more number, of a type such as {@code Mobile}. At least one is needed. */
  public ContactInfoBuilder phone(String number, @Nullable String type) {
    ObjectNode entry = card.withArray("phone_numbers").addObject();
    entry.put("phone_number", Checks.given("contact_info_message.phone_numbers", number));
    put(entry, "type", type);
    return this;
  }

  /** One more address to write to, of a type such as {@code Work}. */
  public ContactInfoBuilder email(String address, @Nullable String type) {
    ObjectNode entry = card.withArray("email_addresses").addObject();
    entry.put("email_address", Checks.given("contact_info_message.email_addresses", address));
    put(entry, "type", type);
    return this;
  }

  /** One more page, of a type such as {@code Company}. */
  public ContactInfoBuilder url(String url, @Nullable String type) {
    ObjectNode entry = card.withArray("urls").addObject();
    entry.put("url", Checks.given("contact_info_message.urls", url));
    put(entry, "type", type);
    return this;
  }

  /**
   * One more place; null for each part that is not known.
   *
   * @param countryCode two letters, such as {@code SE}
   */
  public ContactInfoBuilder address(
      @Nullable String city,
      @Nullable String zip,
      @Nullable String state,
      @Nullable String country,
      @Nullable String countryCode) {
    ObjectNode entry = card.withArray("addresses").addObject();
    put(entry, "city", city);
    put(entry, "zip", zip);
    put(entry, "state", state);
    put(entry, "country", country);
    put(entry, "country_code", countryCode);
    return this;
  }

  /** Where the person works; null for each part that is not known. */
  public ContactInfoBuilder organization(
      @Nullable String company, @Nullable String department, @Nullable String jobTitle) {
    ObjectNode organization = card.putObject("organization");
    put(organization, "company", company);
    put(organization, "department", department);
    put(organization, "title", jobTitle);
    return this;
  }

  /** When the person was born. */
  public ContactInfoBuilder birthday(LocalDate day) {
    card.put("birthday", day.toString());
    return this;
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException if there is no phone number
   */
  public AppMessage build() {
    Checks.count(
        "contact_info_message.phone_numbers", card.path("phone_numbers").size(), 1, 100);
    return AppMessage.of(new MessageContent.Ready("contact_info_message", card.toString()));
  }

  private static void put(ObjectNode node, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      node.put(key, value);
    }
  }
}
