package dev.botflow.sinch.send;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.botflow.message.Choice;
import dev.botflow.sinch.json.Checks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a title with text, picture and up to 10 choices ({@code card_message}). For one thread. */
public final class CardBuilder {
  private final String title;
  private final List<Choice> choices = new ArrayList<>();
  private @Nullable String description;
  private @Nullable String mediaUrl;
  private @Nullable String thumbnailUrl;
  private @Nullable Height height;
  private @Nullable String header;

  CardBuilder(String title) {
    this.title = Checks.given("card_message.title", title);
  }

  /** How tall the picture is shown, on RCS. */
  public enum Height {
    UNSPECIFIED_HEIGHT,
    SHORT,
    MEDIUM,
    TALL
  }

  /** The text below the title. */
  public CardBuilder description(String text) {
    description = Checks.given("card_message.description", text);
    return this;
  }

  /** The picture, or on some channels a video, by its URL. */
  public CardBuilder media(String url) {
    return media(url, null);
  }

  /** The picture or video, and a preview of it. */
  public CardBuilder media(String url, @Nullable String thumbnail) {
    mediaUrl = Checks.given("card_message.media_message.url", url);
    thumbnailUrl = thumbnail;
    return this;
  }

  /** How tall the picture is shown. */
  public CardBuilder height(Height tall) {
    height = tall;
    return this;
  }

  /** One more choice, of any kind. */
  public CardBuilder choice(Choice choice) {
    OutboundChecks.choice("card_message.choices", choice);
    choices.add(choice);
    Checks.count("card_message.choices", choices.size(), 0, OutboundChecks.MAX_CHOICES);
    return this;
  }

  /** A line above, on WhatsApp; at most 60 characters. */
  public CardBuilder whatsAppHeader(String line) {
    header = Checks.within("card_message.message_properties.whatsapp_header", line, 60);
    return this;
  }

  /** The message. */
  public AppMessage build() {
    return MessageContent.Ready.message("card_message", this::write);
  }

  void write(JsonGenerator out) throws IOException {
    out.writeStringField("title", title);
    ContentWriter.given(out, "description", description);
    if (mediaUrl != null) {
      out.writeObjectFieldStart("media_message");
      ContentWriter.media(out, mediaUrl, thumbnailUrl, null);
      out.writeEndObject();
    }
    if (height != null) {
      out.writeStringField("height", height.name());
    }
    ContentWriter.choices(out, choices);
    ContentWriter.properties(out, "whatsapp_header", header);
  }
}
