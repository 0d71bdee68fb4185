package dev.botflow.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lists {@code OPT_OUT} and {@code OPT_IN} that a bot need not write: the words of its languages and of English, and
 * what carriers and regulators name. Some words count on SMS and MMS only, since elsewhere they cancel an order; and
 * thanks or a please around a word do not change it. A word for such a case stands in the list with a mark before it
 * that nobody can type, and a text is compared with the same marks.
 */
public final class OptWords {
  public static final String OPT_OUT = "OPT_OUT";
  public static final String OPT_IN = "OPT_IN";

  /** Longer texts are compared as they came. */
  private static final int MAX_CHARS = 40;

  private static final int MOST_POLITE = 4;
  private static final String ON_SMS = "\uE000";
  private static final String POLITE = "\uE001";

  private OptWords() {}

  /** True for the two lists. */
  public static boolean isList(String name) {
    return name.strip().equalsIgnoreCase(OPT_OUT) || name.strip().equalsIgnoreCase(OPT_IN);
  }

  /** Both lists for a bot's languages. */
  static Map<String, List<String>> lists(List<String> languages) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    List<String> out = new ArrayList<>(out(languages));
    onSms(languages).forEach(word -> out.add(ON_SMS + word));
    lists.put(OPT_OUT, out);
    lists.put(OPT_IN, List.copyOf(words(languages, "opt_in")));
    return lists;
  }

  /** The words that opt out on every channel. */
  public static Set<String> out(List<String> languages) {
    return words(languages, "opt_out");
  }

  /** The words that opt out on SMS and MMS only. */
  public static Set<String> onSms(List<String> languages) {
    return words(languages, "opt_out.sms");
  }

  private static Set<String> words(List<String> languages, String key) {
    Set<String> words = new LinkedHashSet<>();
    LanguageWords.ofAll(languages).forEach(one -> words.addAll(one.list(key)));
    return words;
  }

  /** What people say around a word to be polite, as it is compared. */
  static List<String> polite(List<String> languages) {
    Set<String> phrases = new LinkedHashSet<>();
    LanguageWords.ofAll(languages)
        .forEach(one -> one.list("please").forEach(phrase -> phrases.add(WholeText.of(phrase))));
    return List.copyOf(phrases);
  }

  /** A list, which may be one of the bot's own, with its words for polite people beside them. */
  public static List<String> withPolite(List<String> words) {
    List<String> all = new ArrayList<>(words);
    words.stream()
        .filter(word -> !isMarked(word))
        .forEach(word -> all.add(POLITE + WholeText.of(word)));
    return all;
  }

  /** A word of a list as somebody may write it: without the mark of its case, a polite one with a please behind it. */
  public static String written(String word) {
    if (word.startsWith(POLITE)) {
      return word.substring(POLITE.length()) + " please";
    }
    return word.startsWith(ON_SMS) ? word.substring(ON_SMS.length()) : word;
  }

  /** True for a word that stands in a list for a case, and is none that people write. */
  public static boolean isMarked(String word) {
    return word.startsWith(ON_SMS) || word.startsWith(POLITE);
  }

  /**
   * What a contact wrote as it is compared: the text, and where it may be more, a list of the ways to take it.
   *
   * @param onSms true on SMS and MMS
   * @param words of the bot
   */
  public static Object said(String text, boolean onSms, WordLists words) {
    if (text.length() > MAX_CHARS || !onSms && words.polite().isEmpty()) {
      return text;
    }
    String whole = WholeText.of(text);
    String bare = bare(whole, words.polite());
    boolean polite = !bare.equals(whole);
    if (!polite && !onSms) {
      return text;
    }
    List<String> ways = new ArrayList<>();
    ways.add(text);
    if (polite) {
      ways.add(POLITE + bare);
    }
    if (onSms) {
      ways.add(ON_SMS + bare);
    }
    return ways;
  }

  private static String bare(String whole, List<String> polite) {
    String left = whole;
    boolean found = true;
    for (int said = 0; said < MOST_POLITE && found; said++) {
      found = false;
      for (String phrase : polite) {
        int rest = left.length() - phrase.length() - 1;
        if (rest > 0 && left.endsWith(phrase) && left.charAt(rest) == ' ') {
          left = left.substring(0, rest);
          found = true;
        } else if (rest > 0 && left.startsWith(phrase) && left.charAt(phrase.length()) == ' ') {
          left = left.substring(phrase.length() + 1);
          found = true;
        }
      }
    }
    return left;
  }
}
