package dev.botflow.authoring.report;

import dev.botflow.cell.NamedHours;
import dev.botflow.cell.WeekTimes;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.StepTexts;
import dev.botflow.flow.Texts;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.template.Template;
import dev.botflow.text.WordLists;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a difference is in values, old and new: texts, hours, words, settings, exits. One sentence each. */
final class ValueDifference {
  private static final int DAYS = 7;
  private static final List<String> DAY_NAMES =
      List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private ValueDifference() {}

  /** Texts of one flow that say something else; none if what changed is no text. */
  static List<String> texts(Flow was, Flow now) {
    List<String> sentences = new ArrayList<>();
    named(
        texts(was),
        texts(now),
        false,
        (key, change) -> sentences.add("flow " + now.name() + ": " + key + change));
    return sentences;
  }

  private static Map<String, String> texts(Flow flow) {
    Map<String, String> texts = new LinkedHashMap<>();
    flow.steps()
        .values()
        .forEach(step ->
            StepTexts.of(step).forEach((end, text) -> texts.put(step.id() + end, text.text())));
    return texts;
  }

  static List<String> texts(Texts was, Texts now) {
    List<String> sentences = new ArrayList<>();
    Set<String> languages = new LinkedHashSet<>(was.byLanguage().keySet());
    languages.addAll(now.byLanguage().keySet());
    for (String language : languages) {
      named(
          was.byLanguage().getOrDefault(language, Map.of()),
          now.byLanguage().getOrDefault(language, Map.of()),
          true,
          (key, change) -> sentences.add("text " + key + " in " + language + change));
    }
    return sentences;
  }

  static List<String> words(WordLists was, WordLists now) {
    List<String> sentences = new ArrayList<>();
    named(joined(was), joined(now), true, (name, change) -> sentences.add("list " + name + change));
    return sentences;
  }

  private static Map<String, String> joined(WordLists lists) {
    Map<String, String> joined = new LinkedHashMap<>();
    lists.lists().forEach((name, words) -> joined.put(name, String.join(", ", words)));
    return joined;
  }

  static List<String> hours(NamedHours was, NamedHours now) {
    List<String> sentences = new ArrayList<>();
    named(
        written(was),
        written(now),
        true,
        (name, change) -> sentences.add("hours " + name + change));
    return sentences;
  }

  private static Map<String, String> written(NamedHours hours) {
    Map<String, String> written = new LinkedHashMap<>();
    hours.hours().forEach((name, times) -> written.put(name, written(times)));
    return written;
  }

  /** {@code Mon-Fri 09:00-17:00; Sat 10:00-12:00}, and the days it is closed. */
  private static String written(WeekTimes times) {
    Map<String, List<Integer>> daysByWindow = new LinkedHashMap<>();
    for (WeekTimes.Window window : times.windows()) {
      String clock = clock(window.from()) + "-" + clock(window.from() + window.minutes());
      daysByWindow.computeIfAbsent(clock, one -> new ArrayList<>()).add(window.day());
    }
    String windows = daysByWindow.entrySet().stream()
        .map(one -> days(one.getValue()) + " " + one.getKey())
        .collect(Collectors.joining("; "));
    String closed = times.closed().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (times.outside() ? "not " : "")
        + windows
        + (closed.isEmpty() ? "" : " but not " + closed);
  }

  private static String days(List<Integer> days) {
    List<Integer> sorted = days.stream().distinct().sorted().toList();
    int first = sorted.get(0);
    int last = sorted.get(sorted.size() - 1);
    return sorted.size() > 2 && last - first == sorted.size() - 1
        ? DAY_NAMES.get(first) + "-" + DAY_NAMES.get(last)
        : sorted.stream().map(day -> DAY_NAMES.get(day % DAYS)).collect(Collectors.joining(", "));
  }

  private static String clock(int minute) {
    int ofDay = minute > WeekTimes.MINUTES_A_DAY ? minute - WeekTimes.MINUTES_A_DAY : minute;
    return String.format(Locale.ROOT, "%02d:%02d", ofDay / 60, ofDay % 60);
  }

  static List<String> settings(BotSettings was, BotSettings now) {
    List<String> sentences = new ArrayList<>();
    for (RecordComponent component : BotSettings.class.getRecordComponents()) {
      Object before = value(component, was);
      Object after = value(component, now);
      // What is masked follows from what is sensitive.
      boolean written = !component.getName().equals("masked");
      if (written && !Objects.equals(before, after)) {
        sentences.add("bot.yaml: " + key(component.getName()) + " " + before + " → " + after);
      }
    }
    return sentences;
  }

  private static @Nullable Object value(RecordComponent component, BotSettings settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a public record's component can be asked", e);
    }
  }

  private static String key(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** {@code price 9.70 → 10.20} for each value a row gives its flow. */
  static String with(Map<String, Template> was, Map<String, Template> now) {
    List<String> changes = new ArrayList<>();
    Map<String, String> before = new LinkedHashMap<>();
    was.forEach((name, value) -> before.put(name, value.toString()));
    Map<String, String> after = new LinkedHashMap<>();
    now.forEach((name, value) -> after.put(name, value.toString()));
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String from = before.getOrDefault(name, "nothing");
      String to = after.getOrDefault(name, "nothing");
      if (!from.equals(to)) {
        changes.add(name + " " + from + " → " + to);
      }
    }
    return String.join(", ", changes);
  }

  /** Rows of a decision table that ask or pick something else; none if only their order changed. */
  static List<String> rows(String table, List<DecisionRow> was, List<DecisionRow> now) {
    List<String> sentences = new ArrayList<>();
    named(
        written(was),
        written(now),
        true,
        (id, change) -> sentences.add("decision table " + table + ": " + id + change));
    return sentences;
  }

  private static Map<String, String> written(List<DecisionRow> rows) {
    Map<String, String> written = new LinkedHashMap<>();
    for (DecisionRow row : rows) {
      StringBuilder text = new StringBuilder();
      for (RowCell cell : row.cells()) {
        text.append(cell.column()).append(' ').append(cell.text()).append(", ");
      }
      written.put(row.id(), text + "to " + row.exit());
    }
    return written;
  }

  private interface Told {
    void change(String name, String change);
  }

  /** @param all true to tell of names that only one of them has as well */
  private static void named(
      Map<String, String> was, Map<String, String> now, boolean all, Told told) {
    now.forEach((name, value) -> {
      String before = was.get(name);
      if (before == null && all) {
        told.change(name, " is new: \"" + value + "\"");
      } else if (before != null && !before.equals(value)) {
        told.change(name, " \"" + before + "\" → \"" + value + "\"");
      }
    });
    was.forEach((name, value) -> {
      if (all && !now.containsKey(name)) {
        told.change(name, " is gone: it was \"" + value + "\"");
      }
    });
  }
}
