package dev.botflow.sinch.send;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChannelLimits.Feature;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ContactInfoMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the one content key of a message (the Conversation API documentation), as it was rendered. */
final class ContentWriter {
  private final JsonGenerator out;
  private final ChannelLimits limits;

  ContentWriter(JsonGenerator out, ChannelLimits limits) {
    this.out = out;
    this.limits = limits;
  }

  void write(Outbound message) throws IOException {
    if (message instanceof TextMessage text) {
      text("text_message", text.text());
    } else if (message instanceof MediaMessage media) {
      media(media);
    } else if (message instanceof CardMessage card) {
      out.writeFieldName("card_message");
      card(card);
    } else if (message instanceof CarouselMessage carousel) {
      carousel(carousel);
    } else if (message instanceof ChoiceMessage choice) {
      out.writeObjectFieldStart("choice_message");
      text("text_message", choice.text());
      choices(out, choice.choices());
      out.writeEndObject();
    } else if (message instanceof ListMessage list) {
      list(list);
    } else if (message instanceof LocationMessage location) {
      out.writeObjectFieldStart("location_message");
      location(out, location.title(), location.label(), location.latitude(), location.longitude());
      out.writeEndObject();
    } else if (message instanceof ContactInfoMessage info) {
      contactInfo(info);
    } else if (message instanceof TemplateMessage template) {
      template(template);
    } else {
      throw new AssertionError(
          "message of an unknown kind: " + message.getClass().getSimpleName());
    }
  }

  private void text(String key, String text) throws IOException {
    text(out, key, text);
  }

  private static void text(JsonGenerator out, String key, String text) throws IOException {
    out.writeObjectFieldStart(key);
    out.writeStringField("text", text);
    out.writeEndObject();
  }

  private void media(MediaMessage media) throws IOException {
    out.writeObjectFieldStart("media_message");
    out.writeStringField("url", media.url());
    given(out, "thumbnail_url", media.thumbnail());
    given(out, "filename_override", media.filename());
    out.writeEndObject();
  }

  /** The members of an agent. */
  static void agent(JsonGenerator out, Agent agent) throws IOException {
    given(out, "display_name", agent.displayName());
    out.writeStringField("type", agent.type().name());
    given(out, "picture_url", agent.pictureUrl());
  }

  private void card(CardMessage card) throws IOException {
    out.writeStartObject();
    out.writeStringField("title", card.title());
    given(out, "description", card.text());
    if (card.image() != null) {
      out.writeObjectFieldStart("media_message");
      out.writeStringField("url", card.image());
      out.writeEndObject();
    }
    choices(out, card.choices());
    out.writeEndObject();
  }

  private void carousel(CarouselMessage carousel) throws IOException {
    out.writeObjectFieldStart("carousel_message");
    out.writeArrayFieldStart("cards");
    for (CardMessage card : carousel.cards()) {
      card(card);
    }
    out.writeEndArray();
    choices(out, carousel.outer());
    out.writeEndObject();
  }

  private void list(ListMessage list) throws IOException {
    out.writeObjectFieldStart("list_message");
    out.writeStringField("title", list.title());
    given(out, "description", list.text());
    out.writeArrayFieldStart("sections");
    for (ListMessage.Section section : list.sections()) {
      out.writeStartObject();
      given(out, "title", section.title());
      out.writeArrayFieldStart("items");
      for (ListMessage.Row row : section.rows()) {
        out.writeStartObject();
        out.writeObjectFieldStart("choice");
        out.writeStringField("title", row.choice().label());
        given(out, "description", row.description());
        given(out, "postback_data", row.choice().postback());
        out.writeEndObject();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void contactInfo(ContactInfoMessage info) throws IOException {
    out.writeObjectFieldStart("contact_info_message");
    out.writeObjectFieldStart("name");
    out.writeStringField("full_name", info.fullName());
    out.writeEndObject();
    entries("phone_numbers", "phone_number", info.phones());
    entries("email_addresses", "email_address", info.emails());
    if (info.company() != null) {
      out.writeObjectFieldStart("organization");
      out.writeStringField("company", info.company());
      out.writeEndObject();
    }
    entries("urls", "url", info.urls());
    given(out, "birthday", info.birthday());
    out.writeEndObject();
  }

  private void entries(String key, String valueKey, List<ContactInfoMessage.Entry> entries)
      throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(key);
    for (ContactInfoMessage.Entry entry : entries) {
      out.writeStartObject();
      out.writeStringField(valueKey, entry.value());
      given(out, "type", entry.type());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** A template of the channel's own where it has such; elsewhere one kept at Sinch. */
  private void template(TemplateMessage template) throws IOException {
    boolean own = limits.shows(Feature.TEMPLATE);
    out.writeObjectFieldStart("template_message");
    if (own) {
      out.writeObjectFieldStart("channel_template");
      ownTemplate(template, limits.channel());
      out.writeEndObject();
    } else {
      keptTemplate("omni_template", template);
    }
    out.writeEndObject();
  }

  /** One message for several channels: a template of its own for each of these, and one kept at Sinch for the rest. */
  void template(TemplateMessage template, List<Channel> own) throws IOException {
    out.writeObjectFieldStart("template_message");
    keptTemplate("omni_template", template);
    out.writeObjectFieldStart("channel_template");
    for (Channel channel : own) {
      ownTemplate(template, channel);
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  /** As one channel's variant a template is always one kept at Sinch, under a key of its own. */
  void templateReference(TemplateMessage template) throws IOException {
    keptTemplate("template_reference", template);
  }

  private void ownTemplate(TemplateMessage template, Channel channel) throws IOException {
    out.writeObjectFieldStart(channel.name());
    out.writeStringField("template_id", template.name());
    given(out, "version", template.version());
    rest(template);
  }

  private void keptTemplate(String key, TemplateMessage template) throws IOException {
    out.writeObjectFieldStart(key);
    out.writeStringField("template_id", template.name());
    // Sinch takes none without a version, and knows this word for the newest.
    out.writeStringField("version", template.version() == null ? "latest" : template.version());
    rest(template);
  }

  private void rest(TemplateMessage template) throws IOException {
    given(out, "language_code", template.language());
    out.writeObjectFieldStart("parameters");
    for (var parameter : template.parameters().entrySet()) {
      out.writeStringField(parameter.getKey(), parameter.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void choices(JsonGenerator out, List<Choice> choices) throws IOException {
    if (choices.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("choices");
    for (Choice choice : choices) {
      out.writeStartObject();
      choice(out, choice);
      given(out, "postback_data", choice.postback());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void choice(JsonGenerator out, Choice choice) throws IOException {
    if (choice instanceof Choice.Reply reply) {
      text(out, "text_message", reply.label());
    } else if (choice instanceof Choice.OpenUrl open) {
      titled(out, "url_message", open.label(), "url", open.url());
    } else if (choice instanceof Choice.Call call) {
      titled(out, "call_message", call.label(), "phone_number", call.phoneNumber());
    } else if (choice instanceof Choice.ShowLocation place) {
      out.writeObjectFieldStart("location_message");
      location(out, place.label(), place.place(), place.latitude(), place.longitude());
      out.writeEndObject();
    } else if (choice instanceof Choice.AddToCalendar calendar) {
      calendar(out, calendar);
    } else if (choice instanceof Choice.ShareLocation share) {
      titled(out, "share_location_message", share.label(), "fallback_url", share.fallbackUrl());
    } else {
      throw new AssertionError("choice of an unknown kind: " + choice.getClass().getSimpleName());
    }
  }

  private static void titled(
      JsonGenerator out, String key, String title, String targetKey, String target)
      throws IOException {
    out.writeObjectFieldStart(key);
    out.writeStringField("title", title);
    out.writeStringField(targetKey, target);
    out.writeEndObject();
  }

  private static void calendar(JsonGenerator out, Choice.AddToCalendar calendar)
      throws IOException {
    out.writeObjectFieldStart("calendar_message");
    out.writeStringField("title", calendar.label());
    out.writeStringField("event_start", calendar.start());
    out.writeStringField("event_end", calendar.end());
    out.writeStringField("event_title", calendar.eventTitle());
    given(out, "event_description", calendar.eventDescription());
    out.writeStringField("fallback_url", calendar.fallbackUrl());
    out.writeEndObject();
  }

  private static void location(
      JsonGenerator out, String title, @Nullable String label, double latitude, double longitude)
      throws IOException {
    out.writeStringField("title", title);
    given(out, "label", label);
    out.writeObjectFieldStart("coordinates");
    out.writeNumberField("latitude", latitude);
    out.writeNumberField("longitude", longitude);
    out.writeEndObject();
  }

  private static void given(JsonGenerator out, String key, @Nullable String value)
      throws IOException {
    if (value != null && !value.isEmpty()) {
      out.writeStringField(key, value);
    }
  }
}
