package dev.botflow.table.read;

import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTexts;
import dev.botflow.table.Customer;
import dev.botflow.table.During;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.TextFold;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words that the cells of a column may hold, for drop-downs and for completing what somebody types. */
public final class ColumnWords {
  static final List<String> ACTIVE = List.of("yes", "no");

  private ColumnWords() {}

  /** Those of a bot's column, most of which can stand in a list and behind {@code not}; empty where any text can. */
  public static List<String> of(Column column, Bot bot) {
    switch (column.role()) {
      case HAPPENED:
        return kinds();
      case CHANNEL:
        return channels(bot);
      case CUSTOMER:
        return Customer.WORDS;
      case AT:
        return List.copyOf(bot.hours().names());
      case FLOW:
        return List.copyOf(bot.flows().keySet());
      case DURING:
        return during();
      case ACTIVE:
        return ACTIVE;
      case TEST:
        return tested(column, bot);
      default:
        return List.of();
    }
  }

  /** Those of a column of another table. */
  public static List<String> of(SheetKind kind, String file, String header, Bot bot) {
    String column = TextFold.fold(header);
    switch (kind) {
      case DECISIONS:
        return column.equals(TextFold.fold(DecisionReader.EXIT))
            ? exits(BotSheets.decisionName(file), bot)
            : column.equals(TextFold.fold(Columns.RULE)) ? List.of() : lists(bot.words());
      case TEXTS:
        return column.equals(TextFold.fold(TextsReader.KEY)) ? keys(bot) : List.of();
      case SCENARIOS:
        return column.equals("channel")
            ? channels(bot)
            : column.equals("expect flow") ? List.copyOf(bot.flows().keySet()) : List.of();
      default:
        return List.of();
    }
  }

  private static List<String> channels(Bot bot) {
    List<String> channels = new ArrayList<>(Channel.friendlyNames());
    bot.settings().extraChannels().forEach(extra -> channels.add(extra.name()));
    return channels;
  }

  /** The exits that flows wait for when they ask a decision table. */
  private static List<String> exits(String table, Bot bot) {
    Set<String> exits = new LinkedHashSet<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        if (step instanceof DecideStep decide && decide.table().equals(table)) {
          exits.addAll(decide.nextByExit().keySet());
          if (decide.otherwise() != null) {
            exits.add("else");
          }
        }
      }
    }
    return List.copyOf(exits);
  }

  /** The keys of all texts that flows say. */
  private static List<String> keys(Bot bot) {
    List<String> keys = new ArrayList<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        StepTexts.of(step).keySet().forEach(end -> keys.add(flow.name() + "." + step.id() + end));
      }
    }
    return keys;
  }

  private static List<String> tested(Column column, Bot bot) {
    Subject subject = column.subject();
    if (subject == null) {
      return List.of();
    }
    switch (subject.what()) {
      case SAYS:
        return lists(bot.words());
      case LAST_FLOW:
        return List.copyOf(bot.flows().keySet());
      case LANGUAGE:
        return bot.settings().languages();
      default:
        return List.of();
    }
  }

  static List<String> lists(WordLists words) {
    return words.names().stream().map(name -> "in " + name).toList();
  }

  static List<String> during() {
    return Arrays.stream(During.values()).map(During::word).toList();
  }

  static List<String> kinds() {
    List<String> kinds = new ArrayList<>(List.of(CellReader.MESSAGE));
    EventKind.known().forEach(kind -> kinds.add(kind.name()));
    return kinds;
  }
}
