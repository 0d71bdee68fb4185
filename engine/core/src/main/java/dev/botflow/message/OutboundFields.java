package dev.botflow.message;

import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.message.ContactInfoMessage.Entry;
import dev.botflow.message.ListMessage.Row;
import dev.botflow.message.ListMessage.Section;
import java.util.List;

/** The fields of each message kind. */
final class OutboundFields {
  private OutboundFields() {}

  static void write(JsonOut json, Outbound message) {
    if (message instanceof TextMessage text) {
      json.text("kind", "text").text("text", text.text());
    } else if (message instanceof MediaMessage media) {
      json.text("kind", "media")
          .text("url", media.url())
          .text("caption", media.caption())
          .text("thumbnail", media.thumbnail())
          .text("filename", media.filename());
    } else if (message instanceof CardMessage card) {
      json.text("kind", "card");
      writeCard(json, card);
    } else if (message instanceof CarouselMessage carousel) {
      json.text("kind", "carousel")
          .list("cards", carousel.cards(), OutboundFields::writeCard)
          .list("outer", carousel.outer(), ChoiceFields::write);
    } else if (message instanceof ChoiceMessage choice) {
      json.text("kind", "choice")
          .text("text", choice.text())
          .list("choices", choice.choices(), ChoiceFields::write);
    } else if (message instanceof ListMessage list) {
      json.text("kind", "list")
          .text("title", list.title())
          .text("text", list.text())
          .list("sections", list.sections(), OutboundFields::writeSection);
    } else if (message instanceof LocationMessage location) {
      json.text("kind", "location")
          .text("title", location.title())
          .text("label", location.label())
          .decimal("latitude", location.latitude())
          .decimal("longitude", location.longitude());
    } else if (message instanceof ContactInfoMessage contact) {
      writeContactInfo(json, contact);
    } else if (message instanceof TemplateMessage template) {
      json.text("kind", "template")
          .text("name", template.name())
          .text("version", template.version())
          .text("language", template.language())
          .values("parameters", template.parameters());
    } else {
      throw new AssertionError(message.getClass().getName());
    }
  }

  static Outbound read(JsonIn json) {
    return switch (json.text("kind")) {
      case "text" -> new TextMessage(json.text("text"));
      case "media" ->
        new MediaMessage(
            json.text("url"),
            json.textOrNull("caption"),
            json.textOrNull("thumbnail"),
            json.textOrNull("filename"));
      case "card" -> readCard(json);
      case "carousel" ->
        new CarouselMessage(
            json.someOf("cards", OutboundFields::readCard), json.list("outer", ChoiceFields::read));
      case "choice" ->
        new ChoiceMessage(json.text("text"), json.someOf("choices", ChoiceFields::read));
      case "list" ->
        new ListMessage(
            json.text("title"),
            json.textOrNull("text"),
            json.someOf("sections", OutboundFields::readSection));
      case "location" ->
        new LocationMessage(
            json.text("title"),
            json.textOrNull("label"),
            json.decimal("latitude"),
            json.decimal("longitude"));
      case "contact_info" -> readContactInfo(json);
      case "template" ->
        new TemplateMessage(
            json.text("name"),
            json.textOrNull("version"),
            json.textOrNull("language"),
            json.texts("parameters"));
      default ->
        throw json.unknown(
            "kind",
            "text, media, card, carousel, choice, list, location, contact_info or template");
    };
  }

  private static void writeCard(JsonOut json, CardMessage card) {
    json.text("title", card.title())
        .text("text", card.text())
        .text("image", card.image())
        .list("choices", card.choices(), ChoiceFields::write);
  }

  private static CardMessage readCard(JsonIn json) {
    return new CardMessage(
        json.text("title"),
        json.textOrNull("text"),
        json.textOrNull("image"),
        json.list("choices", ChoiceFields::read));
  }

  private static void writeSection(JsonOut json, Section section) {
    json.text("title", section.title())
        .list(
            "rows",
            section.rows(),
            (row, value) -> row.text("label", value.choice().label())
                .text("postback", value.choice().postback())
                .text("description", value.description()));
  }

  private static Section readSection(JsonIn json) {
    return new Section(
        json.text("title"),
        json.list(
            "rows",
            row -> new Row(
                new Choice.Reply(row.text("label"), row.textOrNull("postback")),
                row.textOrNull("description"))));
  }

  private static void writeContactInfo(JsonOut json, ContactInfoMessage contact) {
    json.text("kind", "contact_info").text("name", contact.fullName());
    writeEntries(json, "phones", contact.phones());
    writeEntries(json, "emails", contact.emails());
    writeEntries(json, "urls", contact.urls());
    json.text("company", contact.company()).text("birthday", contact.birthday());
  }

  private static void writeEntries(JsonOut json, String name, List<Entry> entries) {
    json.list(
        name,
        entries,
        (item, entry) -> item.text("value", entry.value()).text("type", entry.type()));
  }

  private static ContactInfoMessage readContactInfo(JsonIn json) {
    return new ContactInfoMessage(
        json.text("name"),
        json.list("phones", OutboundFields::readEntry),
        json.list("emails", OutboundFields::readEntry),
        json.list("urls", OutboundFields::readEntry),
        json.textOrNull("company"),
        json.textOrNull("birthday"));
  }

  private static Entry readEntry(JsonIn json) {
    return new Entry(json.text("value"), json.textOrNull("type"));
  }
}
