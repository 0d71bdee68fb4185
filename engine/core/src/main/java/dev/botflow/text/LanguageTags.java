package dev.botflow.text;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the language that fits a tag best: by script and region before the language alone, so that {@code zh-TW} and {@code
 * zh-Hant-HK} reach {@code zh-Hant}, and never {@code zh-Hans}.
 */
public final class LanguageTags {
  private static final List<String> TRADITIONAL = List.of("TW", "HK", "MO");

  private LanguageTags() {}

  /** The first of these languages that a contact with this tag reads, the nearest first; empty if none is. */
  public static Optional<String> best(String tag, Collection<String> languages) {
    for (String wanted : nearest(tag)) {
      for (String language : languages) {
        if (nearest(language).get(0).equalsIgnoreCase(wanted)) {
          return Optional.of(language);
        }
      }
    }
    // Who writes zh-Hans reads zh, and a bot that speaks zh-Hans speaks to who is only known to
    // write zh.
    String script = script(tag);
    return languages.stream()
        .filter(language -> !script.isEmpty()
            && LanguageWords.primary(language).equals(LanguageWords.primary(tag))
            && script(language).equals(script)
            && region(language).isEmpty())
        .findFirst();
  }

  /** The tag and what it may be shortened to, with {@code -}: {@code zh-Hant-HK}, {@code zh-Hant}, {@code zh-HK}, {@code zh}. */
  public static List<String> nearest(String tag) {
    String plain = tag.strip().replace('_', '-');
    String primary = LanguageWords.primary(plain);
    String region = region(plain);
    String script = script(plain);
    Set<String> tags = new LinkedHashSet<>();
    tags.add(plain);
    if (!script.isEmpty()) {
      if (!region.isEmpty()) {
        tags.add(primary + "-" + script + "-" + region);
      }
      tags.add(primary + "-" + script);
    }
    if (!region.isEmpty()) {
      tags.add(primary + "-" + region);
    }
    tags.add(primary);
    return List.copyOf(tags);
  }

  /** The script of a tag; of Chinese the one its region writes, simplified where it names none. */
  private static String script(String tag) {
    for (String part : parts(tag)) {
      if (part.length() == 4 && part.chars().allMatch(Character::isLetter)) {
        return part.substring(0, 1).toUpperCase(Locale.ROOT)
            + part.substring(1).toLowerCase(Locale.ROOT);
      }
    }
    if (!LanguageWords.primary(tag).equals("zh")) {
      return "";
    }
    return TRADITIONAL.contains(region(tag)) ? "Hant" : "Hans";
  }

  private static String region(String tag) {
    for (String part : parts(tag)) {
      boolean digits = part.length() == 3 && part.chars().allMatch(Character::isDigit);
      if (digits || part.length() == 2 && part.chars().allMatch(Character::isLetter)) {
        return part.toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  /** What follows the language. */
  private static List<String> parts(String tag) {
    String[] parts = tag.strip().replace('_', '-').split("-", -1);
    return List.of(parts).subList(1, parts.length);
  }
}
