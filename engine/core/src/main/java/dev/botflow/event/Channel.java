package dev.botflow.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A messaging channel by the name Sinch gives it. The set is open: an unknown name is a channel like any other, and
 * survives as it came.
 *
 * @param name the channel identifier, such as {@code WHATSAPP}; case matters only for names that are not known
 */
public record Channel(String name) implements Comparable<Channel> {
  public static final Channel CHANNEL_UNSPECIFIED = new Channel("CHANNEL_UNSPECIFIED");
  public static final Channel WHATSAPP = new Channel("WHATSAPP");
  public static final Channel RCS = new Channel("RCS");
  public static final Channel SMS = new Channel("SMS");
  public static final Channel MESSENGER = new Channel("MESSENGER");
  public static final Channel VIBER = new Channel("VIBER");
  public static final Channel VIBERBM = new Channel("VIBERBM");
  public static final Channel MMS = new Channel("MMS");
  public static final Channel TELEGRAM = new Channel("TELEGRAM");
  public static final Channel LINE = new Channel("LINE");
  public static final Channel INSTAGRAM = new Channel("INSTAGRAM");
  public static final Channel KAKAOTALK = new Channel("KAKAOTALK");
  public static final Channel KAKAOTALKCHAT = new Channel("KAKAOTALKCHAT");
  public static final Channel WECHAT = new Channel("WECHAT");
  public static final Channel APPLEBC = new Channel("APPLEBC");

  private static final List<Channel> KNOWN = List.of(
      CHANNEL_UNSPECIFIED,
      WHATSAPP,
      RCS,
      SMS,
      MESSENGER,
      VIBER,
      VIBERBM,
      MMS,
      TELEGRAM,
      LINE,
      INSTAGRAM,
      KAKAOTALK,
      KAKAOTALKCHAT,
      WECHAT,
      APPLEBC);

  private static final Map<String, List<Channel>> NAMED = named();

  public Channel {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "channel: expected a name such as WHATSAPP, but was blank");
    }
  }

  /** The channel of this name. A known name in any letter case is the known channel, any other string is itself. */
  public static Channel of(String name) {
    List<Channel> known = NAMED.get(folded(name));
    return known != null && known.get(0).name.equalsIgnoreCase(name.strip())
        ? known.get(0)
        : new Channel(name);
  }

  /**
   * The channels people mean by a word: Sinch's name or a friendly one in any letter case. {@code Viber} means VIBER
   * and VIBERBM, {@code Facebook} means MESSENGER. A name just as Sinch writes it, such as {@code VIBER}, is that channel
   * alone. Empty if the word is neither.
   */
  public static Optional<List<Channel>> meantBy(String word) {
    Channel exact = of(word);
    if (KNOWN.contains(exact) && exact.name.equals(word.strip())) {
      return Optional.of(List.of(exact));
    }
    return Optional.ofNullable(NAMED.get(folded(word)));
  }

  /** The channels Sinch names today, in the order of its documentation. */
  public static List<Channel> known() {
    return KNOWN;
  }

  /** All words {@link #meantBy} understands, as people write them, for suggestions. */
  public static List<String> friendlyNames() {
    return List.of(
        "WhatsApp",
        "RCS",
        "SMS",
        "Messenger",
        "Facebook",
        "Viber",
        "Viber Bot",
        "Viber Business",
        "MMS",
        "Telegram",
        "LINE",
        "Instagram",
        "KakaoTalk",
        "KakaoTalk Chat",
        "WeChat",
        "Apple Messages",
        "CHANNEL_UNSPECIFIED",
        "WHATSAPP",
        "MESSENGER",
        "VIBERBM",
        "TELEGRAM",
        "INSTAGRAM",
        "KAKAOTALK",
        "KAKAOTALKCHAT",
        "WECHAT",
        "APPLEBC");
  }

  /**
   * All words {@link #meantBy} understands, in small letters and without the blanks, hyphens and underscores that do not
   * count.
   */
  public static Set<String> plainWords() {
    return NAMED.keySet();
  }

  private static Map<String, List<Channel>> named() {
    Map<String, List<Channel>> named = new LinkedHashMap<>();
    for (Channel channel : KNOWN) {
      named.put(folded(channel.name), List.of(channel));
    }
    List<Channel> viber = new ArrayList<>(List.of(VIBER, VIBERBM));
    named.put("viber", Collections.unmodifiableList(viber));
    named.put("viberbot", List.of(VIBER));
    named.put("viberbusiness", List.of(VIBERBM));
    named.put("viberbusinessmessages", List.of(VIBERBM));
    named.put("facebook", List.of(MESSENGER));
    named.put("facebookmessenger", List.of(MESSENGER));
    named.put("instagramdirect", List.of(INSTAGRAM));
    named.put("applemessages", List.of(APPLEBC));
    named.put("applemessagesforbusiness", List.of(APPLEBC));
    named.put("unspecified", List.of(CHANNEL_UNSPECIFIED));
    return Collections.unmodifiableMap(named);
  }

  private static String folded(String word) {
    StringBuilder folded = new StringBuilder(word.length());
    for (char c : word.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c != ' ' && c != '-' && c != '_' && c != '\u00a0') {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  @Override
  public int compareTo(Channel other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
