package dev.botflow.sinch.send;

import static dev.botflow.message.ChannelLimits.Feature.CARD;
import static dev.botflow.message.ChannelLimits.Feature.CAROUSEL;
import static dev.botflow.message.ChannelLimits.Feature.CHOICE;
import static dev.botflow.message.ChannelLimits.Feature.LIST;
import static dev.botflow.message.ChannelLimits.Feature.LOCATION;
import static dev.botflow.message.ChannelLimits.Feature.MEDIA;
import static dev.botflow.message.ChannelLimits.Feature.TEMPLATE;
import static dev.botflow.message.ChannelLimits.Feature.TEXT;

import dev.botflow.event.Channel;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What Sinch's channels show by themselves, and how much of it. Source of every line: the Conversation API documentation, which names the
 * page of each number; where that table says UNCONFIRMED the line is not confirmed, and what is only perhaps native
 * counts as missing.
 */
public final class SinchChannelLimits {
  private static final ChannelCatalog ALL = ChannelCatalog.of(List.of(
      whatsApp(),
      rcs(),
      sms(),
      messenger(),
      instagram(),
      mms(),
      viberBusiness(),
      viberBot(),
      telegram(),
      kakaoTalk(),
      plain(Channel.KAKAOTALKCHAT),
      line(),
      weChat(),
      plain(Channel.APPLEBC)));

  private SinchChannelLimits() {}

  /** The limits of all channels Sinch names. */
  public static ChannelCatalog all() {
    return ALL;
  }

  /** Text 4096; at most 3 reply buttons of 20 characters below 1024; lists to 10 rows; 24 hours (Sinch's pages). */
  private static ChannelLimits whatsApp() {
    return new ChannelLimits(
        Channel.WHATSAPP,
        shows(TEXT, MEDIA, CHOICE, CARD, LOCATION, LIST, TEMPLATE),
        4096,
        3,
        1024,
        20,
        10,
        24,
        true);
  }

  /**
   * Text 3072 (Sinch's page; 2000 in 2021); cards with a title of 200 and a text of 2000 (Sinch's page); 11 suggestions of
   * 25 characters come from another vendor's page.
   */
  private static ChannelLimits rcs() {
    return new ChannelLimits(
        Channel.RCS,
        shows(TEXT, MEDIA, CHOICE, CARD, CAROUSEL),
        3072,
        11,
        0,
        25,
        0,
        0,
        200,
        2000,
        false);
  }

  /** Media and places arrive as links. No largest text: a long one is cut into parts of 153 or 67 characters. */
  private static ChannelLimits sms() {
    return new ChannelLimits(Channel.SMS, shows(TEXT, MEDIA, LOCATION), 0, 0, 0, 0, 0, 0, true);
  }

  /** Text 2000 is Meta's number; 3 buttons and 24 hours are from Sinch's pages. */
  private static ChannelLimits messenger() {
    return new ChannelLimits(
        Channel.MESSENGER,
        shows(TEXT, MEDIA, CHOICE, CARD, CAROUSEL, LOCATION),
        2000,
        3,
        0,
        0,
        0,
        24,
        false);
  }

  /** Text 1000 is Meta's number; buttons as on Messenger; 24 hours (Sinch's pages). */
  private static ChannelLimits instagram() {
    return new ChannelLimits(
        Channel.INSTAGRAM, shows(TEXT, MEDIA, CHOICE, CARD, CAROUSEL), 1000, 3, 0, 0, 0, 24, false);
  }

  /** Cards without buttons; no limit of a text is named. */
  private static ChannelLimits mms() {
    return new ChannelLimits(Channel.MMS, shows(TEXT, MEDIA, CARD), 0, 0, 0, 0, 0, 0, true);
  }

  /** Text 1000, labels 30, both cut beyond (Sinch's page). */
  private static ChannelLimits viberBusiness() {
    return new ChannelLimits(
        Channel.VIBERBM, shows(TEXT, MEDIA, CHOICE, CARD), 1000, 0, 0, 30, 0, 0, true);
  }

  /** The 2021 page shows choices and cards without saying that they are native. */
  private static ChannelLimits viberBot() {
    return new ChannelLimits(Channel.VIBER, shows(TEXT, MEDIA), 0, 0, 0, 0, 0, 0, false);
  }

  /** Text 4096 is Telegram's number. */
  private static ChannelLimits telegram() {
    return new ChannelLimits(
        Channel.TELEGRAM, shows(TEXT, MEDIA, CHOICE, CARD, LOCATION), 4096, 0, 0, 0, 0, 0, false);
  }

  /** No number is named. */
  private static ChannelLimits kakaoTalk() {
    return new ChannelLimits(
        Channel.KAKAOTALK, shows(TEXT, MEDIA, CHOICE, CARD, TEMPLATE), 0, 0, 0, 0, 0, 0, false);
  }

  /** Text 5000 and 4 buttons come from a third party. */
  private static ChannelLimits line() {
    return new ChannelLimits(
        Channel.LINE,
        shows(TEXT, MEDIA, CHOICE, CARD, CAROUSEL, LOCATION),
        5000,
        4,
        0,
        0,
        0,
        0,
        false);
  }

  /** The row's label was missing in the source. */
  private static ChannelLimits weChat() {
    return new ChannelLimits(Channel.WECHAT, shows(TEXT, MEDIA), 0, 0, 0, 0, 0, 0, false);
  }

  /** Nothing is documented: text. */
  private static ChannelLimits plain(Channel channel) {
    return ChannelLimits.unknown(channel);
  }

  private static Set<ChannelLimits.Feature> shows(
      ChannelLimits.Feature first, ChannelLimits.Feature... more) {
    return EnumSet.of(first, more);
  }
}
