package dev.botflow.flow;

import dev.botflow.error.Place;
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

  /** The text of this key in this language; {@code nl-BE} falls back to {@code nl}. */
  public Optional<String> text(String language, String key) {
    Map<String, String> texts = byLanguage.get(language);
    String text = texts == null ? null : texts.get(key);
    if (text == null && language.indexOf('-') > 0) {
      return text(language.substring(0, language.indexOf('-')), key);
    }
    return Optional.ofNullable(text);
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
