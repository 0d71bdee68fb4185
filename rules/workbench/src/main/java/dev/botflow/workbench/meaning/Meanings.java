package dev.botflow.workbench.meaning;

import dev.botflow.cell.CellBrokenException;
import dev.botflow.cell.NamedHours;
import dev.botflow.cell.WeekTimes;
import dev.botflow.cell.WeekTimesParser;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTexts;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.SmsParts;
import dev.botflow.table.sheet.CommaList;
import dev.botflow.template.TemplateParser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Internal: what rows of hours and of texts come to. */
public final class Meanings {
  private Meanings() {}

  /**
   * A row of hours; none for one that cannot be read.
   *
   * @param open its times of the week
   * @param closed dates, separated by commas
   * @return the week
   */
  public static RowMeaning hours(String open, String closed) {
    WeekTimes times;
    try {
      times = WeekTimesParser.parse(open, NamedHours.none());
    } catch (CellBrokenException e) {
      return RowMeaning.none(); // The finding at the cell says why.
    }
    List<RowMeaning.Window> week = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      int from = -1;
      for (int minute = 0; minute <= WeekTimes.MINUTES_A_DAY; minute++) {
        boolean covered = minute < WeekTimes.MINUTES_A_DAY
            && times.covers(day * WeekTimes.MINUTES_A_DAY + minute, LocalDate.EPOCH);
        if (covered && from < 0) {
          from = minute;
        } else if (!covered && from >= 0) {
          week.add(new RowMeaning.Window(day, from, minute));
          from = -1;
        }
      }
    }
    return new RowMeaning(week, CommaList.parts(closed.replace(';', ',')), null, Map.of());
  }

  /**
   * A row of texts.
   *
   * @param bot the bot whose flows say them
   * @param catalog what each channel can show
   * @param key the row's
   * @param texts the row's texts by the place of their column
   * @return how long they are
   */
  public static RowMeaning texts(
      Bot bot, ChannelCatalog catalog, String key, Map<Integer, String> texts) {
    Optional<Said> said = said(bot, key);
    boolean label = said.map(Said::label).orElse(false);
    Channel own = said.map(one -> channel(one.end(), catalog)).orElse(null);
    List<RowMeaning.Limit> limits = catalog.all().stream()
        .filter(one -> own == null || one.channel().equals(own))
        .filter(one -> most(one, label) > 0)
        .sorted(Comparator.comparingInt(one -> most(one, label)))
        .map(one -> new RowMeaning.Limit(one.channel().name(), most(one, label)))
        .toList();
    boolean sms = !label && (own == null || own.equals(Channel.SMS));
    Map<Integer, RowMeaning.Length> lengths = new HashMap<>();
    texts.forEach((column, text) -> {
      // What stands for a name is not known before: the rest is what is sent at least.
      String least = TemplateParser.withoutNames(text);
      lengths.put(
          column, new RowMeaning.Length(least.length(), sms ? SmsParts.of(least) : null, limits));
    });
    return new RowMeaning(List.of(), List.of(), said.map(Said::text).orElse(null), lengths);
  }

  private static int most(ChannelLimits limits, boolean label) {
    return label ? limits.maxLabel() : limits.maxText();
  }

  /** @param end what the key has behind flow and step */
  private record Said(String text, String end, boolean label) {}

  private static Optional<Said> said(Bot bot, String key) {
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        String start = flow.name() + "." + step.id();
        if (key.startsWith(start)) {
          StepTexts.Text text = StepTexts.of(step).get(key.substring(start.length()));
          if (text != null) {
            return Optional.of(new Said(text.text(), key.substring(start.length()), text.label()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The channel a wording is for alone; null for one of all channels. */
  private static @Nullable Channel channel(String end, ChannelCatalog catalog) {
    return catalog.all().stream()
        .map(ChannelLimits::channel)
        .filter(one -> end.equals("." + one.name()) || end.startsWith("." + one.name() + "."))
        .findFirst()
        .orElse(null);
  }
}
