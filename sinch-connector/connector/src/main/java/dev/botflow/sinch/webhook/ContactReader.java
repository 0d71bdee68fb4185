package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.botflow.event.Channel;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.IdentitiesDuplicated.Duplicate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads contacts and their identities (the Conversation API documentation), and the names of channels. */
public final class ContactReader {
  private static final Map<String, Channel> KNOWN = known();

  private ContactReader() {}

  static @Nullable ContactProfile contact(JsonParser in) throws IOException {
    if (!Json.entersObject(in)) {
      return null;
    }
    String id = null;
    List<ContactProfile.Identity> identities = List.of();
    String displayName = null;
    String email = null;
    String externalId = null;
    String language = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "id" -> id = Json.text(in);
        case "channel_identities" -> identities = identities(in);
        case "display_name" -> displayName = Json.text(in);
        case "email" -> email = Json.text(in);
        case "external_id" -> externalId = Json.text(in);
        case "language" -> language = Json.text(in);
        default -> in.skipChildren();
      }
    }
    String name = "Unknown".equals(displayName) ? null : displayName;
    return new ContactProfile(id, identities, name, email, externalId, languageTag(language));
  }

  private static List<ContactProfile.Identity> identities(JsonParser in) throws IOException {
    List<ContactProfile.Identity> identities = new ArrayList<>();
    if (!Json.entersArray(in)) {
      return identities;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (!Json.entersObject(in)) {
        continue;
      }
      Channel channel = null;
      String identity = null;
      String appId = null;
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String key = in.currentName();
        in.nextToken();
        switch (key) {
          case "channel" -> channel = channel(Json.text(in));
          case "identity" -> identity = Json.text(in);
          case "app_id" -> appId = Json.text(in);
          default -> in.skipChildren();
        }
      }
      if (channel != null) {
        identities.add(new ContactProfile.Identity(channel, identity, appId));
      }
    }
    return identities;
  }

  static List<Duplicate> duplicates(JsonParser in) throws IOException {
    List<Duplicate> duplicates = new ArrayList<>();
    if (!Json.entersArray(in)) {
      return duplicates;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (!Json.entersObject(in)) {
        continue;
      }
      Channel channel = null;
      String identity = null;
      List<String> contactIds = List.of();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String key = in.currentName();
        in.nextToken();
        switch (key) {
          case "channel" -> channel = channel(Json.text(in));
          case "identity" -> identity = Json.text(in);
          case "contact_ids" -> contactIds = Json.texts(in);
          default -> in.skipChildren();
        }
      }
      duplicates.add(new Duplicate(channel, identity, contactIds));
    }
    return duplicates;
  }

  /** The channel of this name; a name nobody knows survives as it is. */
  public static @Nullable Channel channel(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    Channel known = KNOWN.get(name);
    return known != null ? known : Channel.of(name);
  }

  /** {@code EN_US} as {@code en-US}; null for {@code UNSPECIFIED}. */
  static @Nullable String languageTag(@Nullable String language) {
    if (language == null || language.equalsIgnoreCase("UNSPECIFIED")) {
      return null;
    }
    StringBuilder tag = new StringBuilder();
    int part = 0;
    for (int from = 0; from <= language.length(); part++) {
      int end = from;
      while (end < language.length()
          && language.charAt(end) != '_'
          && language.charAt(end) != '-') {
        end++;
      }
      String lower = language.substring(from, end).toLowerCase(Locale.ROOT);
      if (part == 0) {
        tag.append(lower);
      } else {
        // As BCP 47 writes them: a script as Hant, a region as US.
        tag.append('-');
        tag.append(
            lower.length() == 4
                ? lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1)
                : lower.toUpperCase(Locale.ROOT));
      }
      from = end + 1;
    }
    return tag.toString();
  }

  /** By the exact name, so that the usual case folds no letters. */
  private static Map<String, Channel> known() {
    Map<String, Channel> known = new LinkedHashMap<>();
    Channel.known().forEach(channel -> known.put(channel.name(), channel));
    return known;
  }
}
