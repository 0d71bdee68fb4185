package dev.botflow.cell;

import com.google.re2j.Pattern;
import dev.botflow.text.OptWords;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one cell of a table or one value of {@code when:}, which share one language:
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><td>{@code a, b}</td><td>any of these, whole</td></tr>
 * <tr><td>{@code not …}</td><td>there, but not passing the rest</td></tr>
 * <tr><td>{@code is empty}, {@code is known}</td><td>absent or empty; anything else</td></tr>
 * <tr><td>{@code contains a, b}, {@code starts with}, {@code ends with}, {@code word}</td><td>a part of a
 * text</td></tr>
 * <tr><td>{@code exactly a, b}</td><td>any of these, whole, character by character</td></tr>
 * <tr><td>{@code matches /…/}</td><td>a pattern (RE2, case as written) found in the text as it came, or in plain
 * characters</td></tr>
 * <tr><td>{@code in LIST}</td><td>any of the words of a named list</td></tr>
 * <tr><td>{@code 5}, {@code 5 to 10}, {@code at least}, {@code at most}, {@code over}, {@code
 * under}</td><td>numbers</td></tr>
 * <tr><td>{@code 2026-01-05}, {@code … to …}, {@code from …}, {@code until …}</td><td>days, both ends
 * included</td></tr>
 * </table>
 *
 * <p>A word in double quotes stands for itself: {@code "not now"}, {@code "yes, please"}. A decimal comma is read where
 * nothing else can be meant ({@code at least 1,5}); {@code 1,5} alone is refused.
 *
 * <p>Immutable, safe for use by many threads.
 */
public final class CellParser {
  private final WordLists lists;

  /** @param lists the bot's word lists, for {@code in LIST} */
  public CellParser(WordLists lists) {
    this.lists = lists;
  }

  /** What the words in a cell stand for; decides which forms are allowed. */
  public enum Kind {
    /** What a contact wrote: words and parts of a text. A number is a word like any other. */
    TEXT,
    /** A value of {@code when:} or a host fact: every form. */
    ANY,
    /** Numbers and ranges of them. */
    NUMBER,
    /** Days and ranges of them. */
    DATE,
    /** One of a closed set of words, such as channels; the caller knows which. */
    WORD
  }

  public WordLists lists() {
    return lists;
  }

  /**
   * Reads one cell.
   *
   * @param text the cell; a blank one is the caller's business, since it means "any"
   * @throws CellBrokenException if it is no test of this kind, saying what was expected and what was found
   */
  public Cell parse(String text, Kind kind) {
    String plain = CellWords.plain(text);
    int from = plain.length() - plain.stripLeading().length();
    String stripped = plain.strip();
    String source = text.substring(from, from + stripped.length());
    if (stripped.isEmpty()) {
      throw CellBrokenException.unreadable(CellForms.expected(kind), text);
    }
    if (CellWords.is(stripped, "not")) {
      throw CellBrokenException.unreadable("a test after not", source);
    }
    if (!CellWords.begins(stripped, "not")) {
      return test(stripped, source, kind);
    }
    String rest = CellWords.after(stripped, "not");
    if (CellWords.begins(rest, "not")) {
      throw CellBrokenException.unreadable("not once", source);
    }
    return new Cell.Not(test(rest, source.substring(source.length() - rest.length()), kind));
  }

  private Cell test(String plain, String source, Kind kind) {
    if (CellWords.is(plain, "is empty")) {
      return new Cell.IsEmpty();
    }
    if (CellWords.is(plain, "is known")) {
      return new Cell.IsKnown();
    }
    refuseNearly(plain);
    if (CellWords.begins(plain, "in") && kind != Kind.DATE) {
      return inLists(CellWords.after(plain, "in"), kind);
    }
    boolean text = kind == Kind.TEXT || kind == Kind.ANY;
    if (text && CellWords.begins(plain, "matches")) {
      String pattern = CellWords.after(plain, "matches");
      return matches(source.substring(source.length() - pattern.length()));
    }
    if (text && CellWords.is(plain, "exactly")) {
      throw CellBrokenException.unreadable("a text after exactly", plain);
    }
    if (text && CellWords.begins(plain, "exactly")) {
      return exactly(plain, source, kind);
    }
    for (Cell.Part.Where where : Cell.Part.Where.values()) {
      String words = CellForms.words(where);
      if (text && CellWords.is(plain, words)) {
        throw CellBrokenException.unreadable("a word after " + words, plain);
      }
      if (text && CellWords.begins(plain, words)) {
        return part(where, plain);
      }
    }
    CellTypos.refuse(plain, kind);
    return switch (kind) {
      case TEXT, WORD -> words(plain, kind);
      case NUMBER, DATE, ANY -> new CellValues(plain, kind).read();
    };
  }

  /** What many write for the two fixed forms; taken as words they would never fit, unnoticed. */
  private static void refuseNearly(String plain) {
    if (CellWords.is(plain, "is not empty")) {
      throw CellBrokenException.unreadable("is known", plain);
    }
    if (CellWords.is(plain, "is not known") || CellWords.is(plain, "is unknown")) {
      throw CellBrokenException.unreadable("is empty", plain);
    }
  }

  private Cell words(String plain, Kind kind) {
    List<String> words = new ArrayList<>();
    for (CellWords.Word word : CellWords.split(plain)) {
      CellForms.refuseOperator(word, plain, kind);
      words.add(word.text());
    }
    return Cell.AnyOf.of(words);
  }

  /** Character by character, so what the author wrote is cut from the source: curly quotes in it are meant. */
  private static Cell exactly(String plain, String source, Kind kind) {
    String after = CellWords.after(plain, "exactly");
    int from = plain.length() - after.length();
    List<String> texts = new ArrayList<>();
    int at = 0;
    for (CellWords.Word word : CellWords.split(after)) {
      CellForms.refuseOperator(word, plain, kind);
      int start = after.indexOf(word.text(), at);
      boolean same = start >= 0;
      at = same ? start + word.text().length() : at;
      texts.add(same ? source.substring(from + start, from + at) : word.text());
    }
    return new Cell.Exactly(texts);
  }

  private static Cell part(Cell.Part.Where where, String plain) {
    String operator = CellForms.words(where);
    List<String> words = new ArrayList<>();
    for (CellWords.Word word : CellWords.split(CellWords.after(plain, operator))) {
      // "contains a, contains b" can only mean one thing.
      boolean again = !word.quoted() && CellWords.begins(word.text(), operator);
      CellWords.Word bare =
          again ? CellWords.split(CellWords.after(word.text(), operator)).get(0) : word;
      CellForms.refuseOperator(bare, plain, Kind.TEXT);
      if (TextFold.fold(bare.text()).isEmpty()) {
        throw CellBrokenException.unreadable("a word after " + operator, plain);
      }
      words.add(bare.text());
    }
    return new Cell.Part(where, words, words.stream().map(TextFold::fold).toList());
  }

  private static Cell matches(String source) {
    int last = source.lastIndexOf('/');
    if (!source.startsWith("/") || last == 0 || last < source.length() - 1) {
      throw CellBrokenException.unreadable(
          "a pattern between slashes, such as matches /LC-[0-9]+/", "matches " + source);
    }
    String inside = source.substring(1, last);
    if (inside.contains("/, /") || inside.contains("/,/")) {
      throw CellBrokenException.unreadable(
          "one pattern (join several with | inside it)", "matches " + source);
    }
    Pattern pattern = AuthorPattern.compile(inside);
    return new Cell.Matches(inside, pattern);
  }

  private Cell inLists(String names, Kind kind) {
    List<String> words = new ArrayList<>();
    for (CellWords.Word name : CellWords.split(names)) {
      List<String> named = lists
          .named(name.text())
          .orElseThrow(() -> new CellBrokenException(
              CellBrokenException.UNKNOWN_LIST,
              "expected the name of a word list, but was \"" + name.text() + "\""
                  + Suggestion.hint(name.text(), lists.names())));
      words.addAll(kind == Kind.TEXT ? OptWords.withPolite(named) : named);
    }
    if (kind != Kind.NUMBER) {
      return Cell.AnyOf.of(words);
    }
    List<Cell> numbers = new ArrayList<>();
    words.forEach(word -> numbers.add(new CellValues(word, kind).read()));
    return new Cell.Either(numbers);
  }
}
