package dev.botflow.table.read;

import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.table.Customer;
import dev.botflow.table.During;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        List<String> channels = new ArrayList<>(Channel.friendlyNames());
        bot.settings().extraChannels().forEach(extra -> channels.add(extra.name()));
        return channels;
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
