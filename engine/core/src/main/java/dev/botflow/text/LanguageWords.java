package dev.botflow.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** The words and patterns of one language, from its resource file {@code language-XX.properties}. */
public final class LanguageWords {
  /** One file each; a language more is a file and an entry here. */
  private static final List<String> LANGUAGES =
      List.of("en", "nl", "fr", "de", "es", "pt", "it", "pl", "tr", "ar", "hi", "id", "zh", "ja");

  private static final Map<String, LanguageWords> ALL = all();
  private static final Properties NAMES = read("language-names.properties");

  private final String language;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final Map<String, Set<String>> folded = new LinkedHashMap<>();
  private final Map<String, List<Pattern>> patterns = new LinkedHashMap<>();

  private LanguageWords(String language, Properties properties) {
    this.language = language;
    for (String key : properties.stringPropertyNames()) {
      String text = properties.getProperty(key);
      List<String> list = cut(text);
      texts.put(key, text);
      lists.put(key, list);
      Set<String> words = new LinkedHashSet<>();
      list.forEach(word -> words.add(TextFold.fold(word)));
      folded.put(key, words);
      if (text.contains("{n}") || text.contains("{h}")) {
        patterns.put(
            key, words.stream().map(phrase -> pattern(phrase, properties)).toList());
      }
    }
  }

  /** The words of a tag's language, such as those of nl for {@code nl-BE}. */
  public static Optional<LanguageWords> of(String tag) {
    return Optional.ofNullable(ALL.get(primary(tag)));
  }

  public static LanguageWords english() {
    return Objects.requireNonNull(ALL.get("en"));
  }

  /** Those of each of these languages that has words, in order, and then English, which is understood everywhere. */
  public static List<LanguageWords> ofAll(List<String> tags) {
    Map<String, LanguageWords> found = new LinkedHashMap<>();
    tags.forEach(tag -> of(tag).ifPresent(words -> found.putIfAbsent(words.language, words)));
    found.putIfAbsent("en", english());
    return List.copyOf(found.values());
  }

  /** The language of a tag: {@code nl} of {@code nl-BE}, {@code NL_BE} or {@code nl}. */
  public static String primary(String tag) {
    int end = 0;
    while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
      end++;
    }
    return tag.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** What people call a language, by its code; just the code if its names are not known. */
  public static List<String> names(String primary) {
    return cut(NAMES.getProperty(primary, primary));
  }

  String language() {
    return language;
  }

  /** The text of a key; empty if the language has none. */
  public String text(String key) {
    return texts.getOrDefault(key, "");
  }

  /** The comma separated words of a key as written. */
  public List<String> list(String key) {
    return lists.getOrDefault(key, List.of());
  }

  /** True if a folded word is one of a key's words. */
  public boolean has(String key, String foldedWord) {
    return words(key).contains(foldedWord);
  }

  /** The words of a key as {@link TextFold} makes them, in order. */
  public Set<String> words(String key) {
    return folded.getOrDefault(key, Set.of());
  }

  /** The phrases of a key with places for numbers in figures, each as the groups {@code n}, {@code h} and {@code m}. */
  public List<Pattern> patterns(String key) {
    return patterns.getOrDefault(key, List.of());
  }

  /** Our own phrases only, over a short text: no pattern of an author ever comes here. */
  private static Pattern pattern(String phrase, Properties properties) {
    StringBuilder hours = new StringBuilder("[0-9]{1,2}");
    for (String key : List.of("noon", "midnight")) {
      cut(properties.getProperty(key, ""))
          .forEach(word -> hours.append('|').append(Pattern.quote(TextFold.fold(word))));
    }
    return Pattern.compile(("\\Q" + phrase + "\\E")
        .replace("{n}", "\\E(?<n>[0-9]{1,4}" + articles(properties) + ")\\Q")
        .replace("{m}", "\\E(?<m>[0-9]{1,2})\\Q")
        .replace("{h}", "\\E(?<h>" + hours + ")\\Q"));
  }

  private static String articles(Properties properties) {
    StringBuilder articles = new StringBuilder();
    cut(properties.getProperty("article", ""))
        .forEach(word -> articles.append('|').append(Pattern.quote(TextFold.fold(word))));
    return articles.toString();
  }

  private static List<String> cut(String text) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text, ",");
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken().strip());
    }
    return words;
  }

  private static Map<String, LanguageWords> all() {
    Map<String, LanguageWords> all = new LinkedHashMap<>();
    for (String language : LANGUAGES) {
      all.put(language, new LanguageWords(language, read("language-" + language + ".properties")));
    }
    return all;
  }

  private static Properties read(String file) {
    try (InputStream bytes = LanguageWords.class.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException(
            file + ": expected among the resources of botflow-engine, but was absent");
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
