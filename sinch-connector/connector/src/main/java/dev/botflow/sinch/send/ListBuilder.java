package dev.botflow.sinch.send;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Builds rows under headings, of choices or of products ({@code list_message}): at most 10 rows in all. Native on
 * WhatsApp only, elsewhere it may not even be rewritten (the Conversation API documentation). For one thread.
 */
public final class ListBuilder {
  private final ObjectNode list = ApiJson.object();
  private final ArrayNode sections;
  private @Nullable ArrayNode items;
  private int rows;

  ListBuilder(String title) {
    list.put("title", Checks.given("list_message.title", title));
    sections = list.putArray("sections");
  }

  /** The text below the title. */
  public ListBuilder description(String text) {
    list.put("description", Checks.given("list_message.description", text));
    return this;
  }

  /** A picture by its URL. */
  public ListBuilder media(String url) {
    list.putObject("media").put("url", Checks.given("list_message.media.url", url));
    return this;
  }

  /**
   * Begins a section; the rows that follow are in it. Without one the first row begins a section of its own.
   *
   * @param title its heading
   */
  public ListBuilder section(String title) {
    ObjectNode section = sections.addObject();
    section.put("title", Checks.given("list_message.sections.title", title));
    items = section.putArray("items");
    return this;
  }

  /**
   * One more row to pick.
   *
   * @param description a line below its title; null for none
   * @param postback what comes back; null for Sinch's own text
   */
  public ListBuilder row(String title, @Nullable String description, @Nullable String postback) {
    ObjectNode choice = item().putObject("choice");
    choice.put("title", Checks.given("list_message.sections.items.title", title));
    if (description != null) {
      choice.put("description", description);
    }
    if (postback != null) {
      choice.put("postback_data", postback);
    }
    return this;
  }

  /** One more product of a catalogue. */
  public ListBuilder product(String id, String marketplace) {
    item()
        .putObject("product")
        .put("id", Checks.given("list_message.sections.items.product.id", id))
        .put(
            "marketplace",
            Checks.given("list_message.sections.items.product.marketplace", marketplace));
    return this;
  }

  /** The catalogue its products are of, on WhatsApp. */
  public ListBuilder catalog(String id) {
    list.withObject("/message_properties").put("catalog_id", Checks.given("catalog_id", id));
    return this;
  }

  /** What the contact taps to open the list, on WhatsApp; at most 20 characters. */
  public ListBuilder menu(String label) {
    list.withObject("/message_properties").put("menu", Checks.within("menu", label, 20));
    return this;
  }

  /** A line above, on WhatsApp; at most 60 characters. */
  public ListBuilder whatsAppHeader(String line) {
    list.withObject("/message_properties")
        .put("whatsapp_header", Checks.within("whatsapp_header", line, 60));
    return this;
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException if a section, or the whole list, has no row
   */
  public AppMessage build() {
    Checks.count("list_message.sections.items", rows, 1, OutboundChecks.MAX_ROWS);
    sections.forEach(section -> Checks.count(
        "list_message.sections.items", section.path("items").size(), 1, OutboundChecks.MAX_ROWS));
    return AppMessage.of(new MessageContent.Ready("list_message", list.toString()));
  }

  private ObjectNode item() {
    rows++;
    Checks.count("list_message.sections.items", rows, 1, OutboundChecks.MAX_ROWS);
    if (items == null) {
      items = sections.addObject().putArray("items");
    }
    return items.addObject();
  }
}
