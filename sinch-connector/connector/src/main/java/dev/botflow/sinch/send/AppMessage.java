package dev.botflow.sinch.send;

import dev.botflow.event.Channel;
import dev.botflow.message.Outbound;
import dev.botflow.message.Variants;
import dev.botflow.sinch.json.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as Sinch takes it: one content, and beside it what single channels get instead. The builders refuse with an
 * {@link IllegalArgumentException} what Sinch would refuse for every channel alike; what one channel shows less of is no
 * mistake, Sinch rewrites it there. A value: each method gives a changed copy. Source: the Conversation API documentation.
 */
public final class AppMessage {
  private final MessageContent content;
  private final Map<Channel, MessageContent> variants;
  private final Map<Channel, String> explicit;
  private final Map<Channel, ChannelSpecific> specific;
  private final @Nullable Agent agent;

  private AppMessage(
      MessageContent content,
      Map<Channel, MessageContent> variants,
      Map<Channel, String> explicit,
      Map<Channel, ChannelSpecific> specific,
      @Nullable Agent agent) {
    this.content = content;
    this.variants = variants;
    this.explicit = explicit;
    this.specific = specific;
    this.agent = agent;
  }

  static AppMessage of(MessageContent content) {
    return new AppMessage(
        content, Collections.emptyMap(), Collections.emptyMap(), Collections.emptyMap(), null);
  }

  /**
   * A message of the engine. On each channel a request names it is shown as the engine's own would be: buttons, a list
   * or numbered lines.
   */
  public static AppMessage of(Outbound message) {
    return of(new MessageContent.OfEngine(OutboundChecks.checked(message)));
  }

  /**
   * A message of the engine with its wording per channel, sent as one message with {@code
   * explicit_channel_omni_message}.
   *
   * @throws IllegalArgumentException if there is no default wording
   */
  public static AppMessage of(Variants variants) {
    Outbound fallback = variants.fallback();
    if (fallback == null) {
      throw new IllegalArgumentException("message: expected a default wording, but was none");
    }
    AppMessage message = of(fallback);
    for (Map.Entry<Channel, Outbound> one : variants.byChannel().entrySet()) {
      message = message.on(one.getKey(), of(one.getValue()));
    }
    return message;
  }

  /** A text. How long it may be depends on the channel: {@link SinchChannelLimits}. */
  public static AppMessage text(String text) {
    Checks.given("text_message.text", text);
    return MessageContent.Ready.message("text_message", out -> out.writeStringField("text", text));
  }

  /** A picture, video, sound or document by its URL. */
  public static AppMessage media(String url) {
    return media(url, null, null);
  }

  /**
   * A picture, video, sound or document by its URL.
   *
   * @param thumbnailUrl a preview; null for none
   * @param filename what the file is called at the contact's; null for its own name
   */
  public static AppMessage media(
      String url, @Nullable String thumbnailUrl, @Nullable String filename) {
    Checks.given("media_message.url", url);
    return MessageContent.Ready.message(
        "media_message", out -> ContentWriter.media(out, url, thumbnailUrl, filename));
  }

  /**
   * A place.
   *
   * @param label a line below the title; null for none
   * @param latitude degrees (WGS 84), -90 to 90
   * @param longitude degrees (WGS 84), -180 to 180
   */
  public static AppMessage location(
      String title, @Nullable String label, double latitude, double longitude) {
    Checks.given("location_message.title", title);
    Checks.degrees("location_message.latitude", latitude, 90);
    Checks.degrees("location_message.longitude", longitude, 180);
    return MessageContent.Ready.message(
        "location_message", out -> ContentWriter.location(out, title, label, latitude, longitude));
  }

  /** A text with 1 to 10 choices. */
  public static ChoiceBuilder choice(String text) {
    return new ChoiceBuilder(text);
  }

  /** A title with text, picture and up to 10 choices. */
  public static CardBuilder card(String title) {
    return new CardBuilder(title);
  }

  /** 1 to 10 cards side by side, with up to 3 choices below all of them. */
  public static CarouselBuilder carousel() {
    return new CarouselBuilder();
  }

  /** Up to 10 rows under headings; only WhatsApp shows it as such. */
  public static ListBuilder list(String title) {
    return new ListBuilder(title);
  }

  /** A message registered beforehand: at Sinch, at channels, or both. */
  public static TemplateBuilder template() {
    return new TemplateBuilder();
  }

  /** A visiting card. */
  public static ContactInfoBuilder contactInfo(String fullName) {
    return new ContactInfoBuilder(fullName);
  }

  /**
   * This channel gets the content of another message ({@code explicit_channel_omni_message}).
   *
   * @throws IllegalArgumentException if that is a template of a channel's own: Sinch takes only those it keeps itself as
   *     one channel's variant
   */
  public AppMessage on(Channel channel, AppMessage other) {
    if (other.content instanceof MessageContent.Ready ready
        && ready.isTemplate()
        && ready.reference() == null) {
      throw new IllegalArgumentException("explicit_channel_omni_message." + channel
          + ": expected a template kept at Sinch (omni), but was one of a channel's own");
    }
    return new AppMessage(
        content, with(variants, channel, other.content), explicit, specific, agent);
  }

  /**
   * This channel gets a message in its own words ({@code explicit_channel_message}).
   *
   * @param nativeJson the channel's own JSON, passed on as it is
   */
  public AppMessage explicitly(Channel channel, String nativeJson) {
    String checked = Checks.json("explicit_channel_message." + channel, nativeJson);
    return new AppMessage(content, variants, with(explicit, channel, checked), specific, agent);
  }

  /** This channel gets a message only it has ({@code channel_specific_message}). */
  public AppMessage specifically(Channel channel, ChannelSpecific message) {
    return new AppMessage(content, variants, explicit, with(specific, channel, message), agent);
  }

  /** Says who writes, where the channel shows it. */
  public AppMessage agent(Agent by) {
    return new AppMessage(content, variants, explicit, specific, by);
  }

  private static <T> Map<Channel, T> with(Map<Channel, T> map, Channel channel, T value) {
    Map<Channel, T> more = new LinkedHashMap<>(map);
    more.put(channel, value);
    return Collections.unmodifiableMap(more);
  }

  MessageContent content() {
    return content;
  }

  Map<Channel, MessageContent> variants() {
    return variants;
  }

  Map<Channel, String> explicit() {
    return explicit;
  }

  Map<Channel, ChannelSpecific> specific() {
    return specific;
  }

  @Nullable
  Agent agent() {
    return agent;
  }

  /** Its kind and the channels that get another: the content stays out of logs. */
  @Override
  public String toString() {
    String kind = content instanceof MessageContent.Ready ready
        ? ready.key()
        : ((MessageContent.OfEngine) content).message().getClass().getSimpleName();
    return "AppMessage[" + kind + ", other on " + variants.keySet() + explicit.keySet()
        + specific.keySet() + "]";
  }
}
