package dev.botflow.sinch.config;

import dev.botflow.sinch.json.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of single channels for a message. The keys are in no schema of Sinch's; these are gathered from its channel
 * pages (the Conversation API documentation). All values are texts of at most 1024 characters. A value: each method gives a changed copy.
 */
public final class ChannelProperties {
  private static final int MAX_VALUE = 1024;
  private static final int MAX_VIBER_NAME = 28;
  private static final ChannelProperties NONE = new ChannelProperties(Collections.emptyMap());

  private final Map<String, String> values;

  private ChannelProperties(Map<String, String> values) {
    this.values = values;
  }

  /** No property. */
  public static ChannelProperties none() {
    return NONE;
  }

  /** Any property by its key, such as one Sinch adds; it takes the place of the one with this key. */
  public ChannelProperties with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(
        Checks.given("channel_properties", key),
        Checks.within("channel_properties." + key, value, MAX_VALUE));
    return new ChannelProperties(Collections.unmodifiableMap(more));
  }

  /** All of these, by key. */
  public ChannelProperties withAll(Map<String, String> more) {
    ChannelProperties all = this;
    for (Map.Entry<String, String> one : more.entrySet()) {
      all = all.with(one.getKey(), one.getValue());
    }
    return all;
  }

  /** The number or name an SMS comes from; needed unless the service plan has a default for the country. */
  public ChannelProperties smsSender(String sender) {
    return with("SMS_SENDER", sender);
  }

  /** Shown at once on the screen and not kept. */
  public ChannelProperties smsFlash(boolean flash) {
    return with("SMS_FLASH_MESSAGE", Boolean.toString(flash));
  }

  /** The most parts a long SMS may be cut into; a longer one is refused. */
  public ChannelProperties smsMaxParts(int parts) {
    Checks.count("SMS_MAX_NUMBER_OF_MESSAGE_PARTS", parts, 1, 100);
    return with("SMS_MAX_NUMBER_OF_MESSAGE_PARTS", Integer.toString(parts));
  }

  /** The number an MMS comes from; needed. */
  public ChannelProperties mmsSender(String sender) {
    return with("MMS_SENDER", sender);
  }

  /** Refuses media an MMS cannot carry, rather than trying. */
  public ChannelProperties mmsStrictValidation(boolean strict) {
    return with("MMS_STRICT_VALIDATION", Boolean.toString(strict));
  }

  /** Meta's kind of message, such as {@code RESPONSE} or {@code MESSAGE_TAG}. */
  public ChannelProperties messengerMessagingType(String type) {
    return with("MESSENGER_MESSAGING_TYPE", type);
  }

  /** Meta's reason to write outside the 24 hours, such as {@code HUMAN_AGENT}. */
  public ChannelProperties messengerMessageTag(String tag) {
    return with("MESSENGER_MESSAGE_TAG", tag);
  }

  /** How loud Messenger is about it. */
  public ChannelProperties messengerNotification(MessengerNotification type) {
    return with("MESSENGER_NOTIFICATION_TYPE", type.name());
  }

  /** How loud Messenger is about a message. */
  public enum MessengerNotification {
    REGULAR,
    SILENT_PUSH,
    NO_PUSH
  }

  /** The name shown on Viber; at most 28 characters. */
  public ChannelProperties viberSenderName(String name) {
    return with("VIBER_SENDER_NAME", Checks.within("VIBER_SENDER_NAME", name, MAX_VIBER_NAME));
  }

  /** Where the picture shown on Viber is; at most 100 kB. */
  public ChannelProperties viberSenderAvatar(String url) {
    return with("VIBER_SENDER_AVATAR", url);
  }

  /** A person writes on Instagram: allowed up to 7 days after the contact's last message. */
  public ChannelProperties instagramHumanAgent() {
    return with("INSTAGRAM_MESSAGE_TAG", "HUMAN_AGENT");
  }

  /** Shows no preview of links on Telegram. */
  public ChannelProperties telegramDisableLinkPreview(boolean disable) {
    return with("TELEGRAM_DISABLE_LINK_PREVIEW", Boolean.toString(disable));
  }

  /** Says that an AlimTalk carries a code to sign in with. */
  public ChannelProperties kakaoTalkAuthentication(boolean authentication) {
    return with("KAKAOTALK_AUTHENTICATION", Boolean.toString(authentication));
  }

  /** The id LINE reports a video's end with. */
  public ChannelProperties lineVideoTrackingId(String id) {
    return with("LINE_VIDEO_TRACKING_ID", id);
  }

  /** How RCS opens links: full, half or tall, in Sinch's words. */
  public ChannelProperties rcsWebviewMode(String mode) {
    return with("RCS_WEBVIEW_MODE", mode);
  }

  /** Whether RCS cards stand upright or lie, in Sinch's words. */
  public ChannelProperties rcsCardOrientation(String orientation) {
    return with("RCS_CARD_ORIENTATION", orientation);
  }

  /** On which side of a lying RCS card the picture is, in Sinch's words. */
  public ChannelProperties rcsCardThumbnailAlignment(String alignment) {
    return with("RCS_CARD_THUMBNAIL_IMAGE_ALIGNMENT", alignment);
  }

  /** The properties by key, in the order they were given; cannot be changed. */
  public Map<String, String> asMap() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelProperties same && values.equals(same.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The keys alone: a value may be a phone number. */
  @Override
  public String toString() {
    return "ChannelProperties" + values.keySet();
  }
}
