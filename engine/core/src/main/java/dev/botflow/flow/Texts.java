package dev.botflow.flow;

import dev.botflow.error.Place;
import dev.botflow.text.LanguageTags;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bot's texts in other languages (texts.csv).
 *
 * @param byLanguage language tag to key to text; keys as {@code flow.step}, {@code flow.step.CHANNEL.title} and so on
 * @param places where each key stands, as far as known
 */
public record Texts(Map<String, Map<String, String>> byLanguage, Map<String, Place> places) {
  public Texts {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    byLanguage.forEach((language, texts) ->
        copy.put(language, Collections.unmodifiableMap(new LinkedHashMap<>(texts))));
    byLanguage = Collections.unmodifiableMap(copy);
  }

  /** Texts that stand in no file. */
  public Texts(Map<String, Map<String, String>> byLanguage) {
    this(byLanguage, new LinkedHashMap<>());
  }

  public static Texts none() {
    return new Texts(new LinkedHashMap<>());
  }

  /**
   * The text of this key in this language; {@code nl-BE} falls back to {@code nl}, {@code zh-Hant-HK} to {@code
   * zh-Hant}.
   */
  public Optional<String> text(String language, String key) {
    for (String tag : LanguageTags.nearest(language)) {
      Map<String, String> texts = byLanguage.get(tag);
      if (texts != null && texts.get(key) != null) {
        return Optional.of(texts.get(key));
      }
    }
    return Optional.empty();
  }

  /** Whether they say the same; where they stand does not matter. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Texts texts && byLanguage.equals(texts.byLanguage);
  }

  @Override
  public int hashCode() {
    return byLanguage.hashCode();
  }
}
