package dev.botflow.table.read;

import dev.botflow.cell.Cell;
import dev.botflow.cell.CellParser;
import dev.botflow.cell.Identities;
import dev.botflow.cell.WeekTimesParser;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.table.Check;
import dev.botflow.table.Customer;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableWords;
import dev.botflow.table.sheet.BrokenCell;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the cells of condition columns. Equal cells give the same object, so a long table costs little. */
public final class CellReader {
  public static final String MESSAGE = "message";

  private static final Check ANY_MESSAGE =
      new Check.Value(Subject.of(Subject.What.MESSAGE), Cell.AnyOf.of(List.of(MESSAGE)));

  private final TableWords words;
  private final CellParser parser;
  private final IdentityHashMap<Column, Map<String, Check>> known = new IdentityHashMap<>();
  private final Map<String, String> names = new HashMap<>();

  CellReader(TableWords words) {
    this.words = words;
    this.parser = new CellParser(words.words());
  }

  /**
   * What a filled cell demands.
   *
   * @throws BrokenCell with what was expected and found
   * @throws dev.botflow.cell.CellBrokenException likewise
   */
  Check read(Column column, String text) {
    Map<String, Check> ofColumn = known.computeIfAbsent(column, one -> new HashMap<>());
    Check check = ofColumn.get(text);
    if (check == null) {
      SpreadsheetTraces.refuse(text);
      check = parse(column, text);
      ofColumn.put(text, check);
    }
    return check;
  }

  /** The same name as one object: a long table starts few flows. */
  String once(String name) {
    String first = names.putIfAbsent(name, name);
    return first == null ? name : first;
  }

  /** What an empty {@code What happened} demands. */
  static RowCell anyMessage() {
    return new RowCell(Columns.HAPPENED, MESSAGE, ANY_MESSAGE);
  }

  private Check parse(Column column, String text) {
    Subject subject = column.subject();
    switch (column.role()) {
      case HAPPENED:
        return happened(text);
      case CHANNEL:
        return new Check.Value(
            required(subject), channels(parser.parse(text, CellParser.Kind.WORD)));
      case CUSTOMER:
        return new Check.Value(
            required(subject), customer(parser.parse(text, CellParser.Kind.WORD), text));
      case AT:
        return new Check.Times(WeekTimesParser.parse(text, words.hours()));
      case FROM:
        return new Check.Days(date(text), null);
      case UNTIL:
        return new Check.Days(null, date(text));
      case TEST:
        Cell cell = parser.parse(text, required(column.kind()));
        return new Check.Value(
            required(subject), Identities.cell(required(subject).name(), cell));
      default:
        throw new AssertionError(column);
    }
  }

  private static <T> T required(@Nullable T part) {
    if (part == null) {
      throw new AssertionError("a column that asks has a subject");
    }
    return part;
  }

  private Check happened(String text) {
    Cell cell = parser.parse(text, CellParser.Kind.WORD);
    boolean not = cell instanceof Cell.Not;
    Cell inner = cell instanceof Cell.Not negated ? negated.test() : cell;
    if (!(inner instanceof Cell.AnyOf named)) {
      throw new BrokenCell(
          "unreadable-cell",
          "expected what happened, such as text or delivery failed, but was \"" + text + "\"");
    }
    Set<String> kinds = new LinkedHashSet<>();
    for (String word : named.words()) {
      if (TextFold.fold(word).equals(MESSAGE)) {
        EventKind.messages().forEach(kind -> kinds.add(kind.name()));
      } else {
        kinds.add(EventKind.named(TextFold.fold(word))
            .orElseGet(() -> new EventKind(TextFold.fold(word)))
            .name());
      }
    }
    return not ? messagesBut(kinds, text) : anyOf(kinds);
  }

  /** {@code not text} means all other messages: an event that is no message has to be named. */
  private static Check messagesBut(Set<String> kinds, String text) {
    Set<String> others = new LinkedHashSet<>();
    EventKind.messages().forEach(kind -> others.add(kind.name()));
    if (!others.containsAll(kinds) || kinds.containsAll(others)) {
      throw new BrokenCell(
          "unreadable-cell",
          "expected some of text, button, media, location, other after not, but was \"" + text
              + "\"");
    }
    others.removeAll(kinds);
    return anyOf(others);
  }

  private static Check anyOf(Set<String> kinds) {
    Set<String> messages = new LinkedHashSet<>();
    EventKind.messages().forEach(kind -> messages.add(kind.name()));
    return kinds.equals(messages)
        ? ANY_MESSAGE
        : new Check.Value(Subject.of(Subject.What.HAPPENED), Cell.AnyOf.of(List.copyOf(kinds)));
  }

  private Cell channels(Cell cell) {
    if (cell instanceof Cell.Not not) {
      return new Cell.Not(channels(not.test()));
    }
    if (!(cell instanceof Cell.AnyOf named)) {
      return cell;
    }
    Set<String> names = new LinkedHashSet<>();
    named.words().forEach(word -> names.addAll(channel(word)));
    return Cell.AnyOf.of(List.copyOf(names));
  }

  private List<String> channel(String word) {
    for (Channel extra : words.settings().extraChannels()) {
      if (extra.name().equalsIgnoreCase(word)) {
        return List.of(extra.name());
      }
    }
    Optional<List<Channel>> meant = Channel.meantBy(word);
    if (meant.isPresent()) {
      return meant.get().stream().map(Channel::name).toList();
    }
    List<String> names = new ArrayList<>(Channel.friendlyNames());
    words.settings().extraChannels().forEach(extra -> names.add(extra.name()));
    throw new BrokenCell(
        "unknown-channel",
        "expected a channel such as WhatsApp or SMS, but was \"" + word + "\""
            + Suggestion.hint(word, names));
  }

  private static Cell customer(Cell cell, String text) {
    Cell inner = cell instanceof Cell.Not not ? not.test() : cell;
    if (!(inner instanceof Cell.AnyOf named)) {
      throw new BrokenCell(
          "unreadable-cell", "expected new, returning or opted out, but was \"" + text + "\"");
    }
    for (int i = 0; i < named.words().size(); i++) {
      if (!Customer.WORDS.contains(named.folded().get(i))) {
        String word = named.words().get(i);
        throw new BrokenCell(
            "unreadable-cell",
            "expected new, returning or opted out, but was \"" + word + "\""
                + Suggestion.hint(word, Customer.WORDS));
      }
    }
    return cell;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new BrokenCell(
          "unreadable-cell", "expected a date such as 2026-01-31, but was \"" + text + "\"");
    }
  }
}
