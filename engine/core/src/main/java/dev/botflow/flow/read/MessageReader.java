package dev.botflow.flow.read;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ContactInfoMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import dev.botflow.text.Durations;
import dev.botflow.text.Suggestion;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@code say:} and {@code ask:} hold: a text, a message, or variants per channel. Texts stay templates, and a
 * choice's postback is its id until the turn gives it a real one.
 */
final class MessageReader {
  private static final List<String> KINDS =
      List.of("text", "card", "media", "carousel", "list", "location", "contact_info", "template");

  private static final String OUTSIDE = " outside ";

  private final List<Channel> extraChannels;
  private final Findings findings;

  MessageReader(List<Channel> extraChannels, Findings findings) {
    this.extraChannels = List.copyOf(extraChannels);
    this.findings = findings;
  }

  /** Reads variants; what is broken is reported and stands as an empty text. */
  Variants variants(YamlNode node, Place place, String path) {
    if (!(node instanceof YamlNode.Mapping mapping)
        || mapping.entries().keySet().stream().anyMatch(KINDS::contains)) {
      return Variants.of(message(node, place, path));
    }
    Outbound fallback = null;
    Map<Channel, Outbound> byChannel = new LinkedHashMap<>();
    Map<Channel, Variants.Late> late = new LinkedHashMap<>();
    for (Map.Entry<String, YamlNode.Mapping.Entry> variant : mapping.entries().entrySet()) {
      Outbound message = message(variant.getValue().value(), place, path + "." + variant.getKey());
      if (variant.getKey().equals("default")) {
        fallback = message;
        continue;
      }
      Place at = place.line(variant.getValue().keyLine());
      String[] words = variant.getKey().split(OUTSIDE, 2);
      Optional<Duration> after = words.length == 1 ? Optional.empty() : Durations.parse(words[1]);
      if (words.length == 2 && after.isEmpty()) {
        findings.error(
            "unreadable",
            at,
            path + ": expected a channel and a time such as WHATSAPP outside 24h, but was \""
                + variant.getKey() + "\"");
        continue;
      }
      for (Channel channel : channels(words[0], at, path)) {
        if (after.isPresent()) {
          late.put(channel, new Variants.Late(after.get(), message));
        } else {
          byChannel.put(channel, message);
        }
      }
    }
    if (mapping.entries().isEmpty()) {
      findings.error(
          "unreadable", place.line(node.line()), path + ": expected a message, but was empty");
    }
    return new Variants(fallback, byChannel, late);
  }

  private List<Channel> channels(String word, Place place, String path) {
    Channel asWritten = Channel.of(word);
    if (extraChannels.contains(asWritten)) {
      return List.of(asWritten);
    }
    // A key in capitals is the channel of exactly that name; VIBER is not VIBERBM here.
    if (Channel.known().contains(asWritten) && asWritten.name().equals(word)) {
      return List.of(asWritten);
    }
    Optional<List<Channel>> meant = Channel.meantBy(word);
    if (meant.isEmpty()) {
      List<String> expected = new ArrayList<>(KINDS);
      expected.add("default");
      expected.addAll(Channel.friendlyNames());
      findings.error(
          "unknown-channel",
          place,
          path + ": expected default, a channel or a kind of message, but was \"" + word + "\""
              + Suggestion.hint(word, expected));
    }
    return meant.orElse(List.of());
  }

  Outbound message(YamlNode node, Place place, String path) {
    if (node instanceof YamlNode.Scalar scalar) {
      checkTemplate(scalar.text(), place.line(node.line()), path);
      return new TextMessage(scalar.text());
    }
    Optional<Fields> fields = Fields.of(node, place.line(node.line()), path, findings);
    if (fields.isEmpty()) {
      return new TextMessage("");
    }
    Outbound message = message(fields.get());
    fields.get().finish(KINDS);
    message.mapTexts(text -> {
      checkTemplate(text, place.line(node.line()), path);
      return text;
    });
    return message;
  }

  private Outbound message(Fields fields) {
    List<String> kinds = KINDS.stream().filter(fields::has).toList();
    if (kinds.size() != 1) {
      fields.error(
          "unreadable",
          fields.path("") + " expected one of " + String.join(", ", KINDS) + ", but was "
              + (kinds.isEmpty() ? String.join(", ", fields.keys()) : String.join(" and ", kinds)));
      return new TextMessage("");
    }
    String kind = kinds.get(0);
    if (kind.equals("text")) {
      String text = fields.text("text", "");
      List<Choice> choices = choices(fields);
      return choices.isEmpty() ? new TextMessage(text) : new ChoiceMessage(text, choices);
    }
    if (kind.equals("carousel")) {
      return carousel(fields);
    }
    Optional<Fields> inner = fields.fields(kind);
    if (inner.isEmpty()) {
      return new TextMessage("");
    }
    Outbound message = ofKind(kind, inner.get());
    inner.get().finish(List.of());
    return message;
  }

  private Outbound ofKind(String kind, Fields inner) {
    switch (kind) {
      case "card":
        return card(inner);
      case "media":
        return new MediaMessage(
            inner.required("url").orElse(""),
            inner.text("caption"),
            inner.text("thumbnail"),
            inner.text("filename"));
      case "list":
        return list(inner);
      case "location":
        return new LocationMessage(
            inner.required("title").orElse(""),
            inner.text("label"),
            inner.decimal("latitude", -90, 90),
            inner.decimal("longitude", -180, 180));
      case "contact_info":
        return new ContactInfoMessage(
            inner.required("name").orElse(""),
            entries(inner, "phones"),
            entries(inner, "emails"),
            entries(inner, "urls"),
            inner.text("company"),
            inner.text("birthday"));
      case "template":
        return new TemplateMessage(
            inner.required("name").orElse(""),
            inner.text("version"),
            inner.text("language"),
            inner.textMap("parameters"));
      default:
        throw new AssertionError(kind);
    }
  }

  private CardMessage card(Fields fields) {
    return new CardMessage(
        fields.required("title").orElse(""),
        fields.text("text"),
        fields.text("image"),
        choices(fields));
  }

  private Outbound carousel(Fields fields) {
    List<CardMessage> cards = new ArrayList<>();
    for (YamlNode item : fields.items("carousel")) {
      Fields.of(item, fields.at(item), fields.path("carousel"), findings).ifPresent(card -> {
        cards.add(card(card));
        card.finish(List.of());
      });
    }
    List<Choice> outer = choices(fields);
    if (cards.isEmpty() || cards.size() > 10 || outer.size() > 3) {
      fields.error(
          "unreadable",
          fields.path("carousel")
              + ": expected 1 to 10 cards and at most 3 choices below them, but was " + cards.size()
              + " and " + outer.size());
      return new TextMessage("");
    }
    return new CarouselMessage(cards, outer);
  }

  private Outbound list(Fields fields) {
    List<ListMessage.Section> sections = new ArrayList<>();
    for (YamlNode item : fields.items("sections")) {
      Fields.of(item, fields.at(item), fields.path("sections"), findings).ifPresent(section -> {
        sections.add(new ListMessage.Section(section.text("title", ""), rows(section)));
        section.finish(List.of());
      });
    }
    String title = fields.required("title").orElse("");
    if (sections.isEmpty()) {
      fields.error(
          "unreadable", fields.path("sections") + ": expected at least 1 section, but was 0");
      return new TextMessage(title);
    }
    return new ListMessage(title, fields.text("text"), sections);
  }

  private List<ListMessage.Row> rows(Fields section) {
    List<ListMessage.Row> rows = new ArrayList<>();
    section.fields("choices").ifPresent(choices -> {
      checkAny(choices, section);
      for (String id : choices.keys()) {
        YamlNode node = choices.node(id);
        if (node instanceof YamlNode.Scalar scalar) {
          rows.add(new ListMessage.Row(new Choice.Reply(scalar.text(), id), null));
        } else if (node != null) {
          Fields.of(node, choices.at(node), choices.path(id), findings).ifPresent(row -> {
            rows.add(new ListMessage.Row(
                new Choice.Reply(row.required("label").orElse(id), id), row.text("description")));
            row.finish(List.of("also"));
          });
        }
      }
    });
    return rows;
  }

  private static List<ContactInfoMessage.Entry> entries(Fields fields, String key) {
    List<ContactInfoMessage.Entry> entries = new ArrayList<>();
    for (String value : fields.texts(key)) {
      entries.add(new ContactInfoMessage.Entry(value, null));
    }
    return entries;
  }

  /** The choices of a message; a choice's postback is its id. */
  private List<Choice> choices(Fields fields) {
    List<Choice> choices = new ArrayList<>();
    fields.fields("choices").ifPresent(all -> {
      checkAny(all, fields);
      for (String id : all.keys()) {
        YamlNode node = all.node(id);
        if (node != null) {
          choice(id, node, all).ifPresent(choices::add);
        }
      }
    });
    return choices;
  }

  private static void checkAny(Fields choices, Fields parent) {
    if (choices.keys().isEmpty()) {
      parent.error("missing", parent.path("choices") + ": expected at least 1 choice, but was 0");
    }
  }

  private Optional<Choice> choice(String id, YamlNode node, Fields all) {
    if (node instanceof YamlNode.Scalar scalar) {
      return Optional.of(new Choice.Reply(scalar.text(), id));
    }
    return Fields.of(node, all.at(node), all.path(id), findings).map(fields -> {
      Choice choice = choice(id, fields);
      fields.finish(List.of("also"));
      return choice;
    });
  }

  private static Choice choice(String id, Fields fields) {
    String label = fields.required("label").orElse(id);
    if (fields.has("url")) {
      return new Choice.OpenUrl(label, fields.required("url").orElse(""), id);
    }
    if (fields.has("phone")) {
      return new Choice.Call(label, fields.required("phone").orElse(""), id);
    }
    if (fields.has("latitude")) {
      return new Choice.ShowLocation(
          label,
          fields.text("place"),
          fields.decimal("latitude", -90, 90),
          fields.decimal("longitude", -180, 180),
          id);
    }
    if (fields.has("event")) {
      return new Choice.AddToCalendar(
          label,
          fields.required("start").orElse(""),
          fields.required("end").orElse(""),
          fields.required("event").orElse(""),
          fields.text("description"),
          fields.required("fallback_url").orElse(""),
          id);
    }
    if (fields.has("share_location")) {
      return new Choice.ShareLocation(label, fields.required("share_location").orElse(""), id);
    }
    return new Choice.Reply(label, id);
  }

  void checkTemplate(String text, Place place, String path) {
    try {
      Template.parse(text);
    } catch (BotFlowException e) {
      findings.error("unreadable-text", place, path + ": " + e.getMessage());
    }
  }
}
