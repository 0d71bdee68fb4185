package dev.botflow.table.proof;

import com.google.re2j.Pattern;
import dev.botflow.cell.Cell;
import dev.botflow.cell.PatternExample;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.BotSettings;
import dev.botflow.table.Customer;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.LanguageTags;
import dev.botflow.text.LanguageWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Cuts the values of one fact into atoms, by all the cells that ask about it. */
final class AxisBuilder {
  private static final int MOST_LISTED = 5;
  private static final String NOBODYS_WORD = "hello";

  private final Subject subject;
  private final BotSettings settings;
  private final Set<String> words = new LinkedHashSet<>();
  private final List<Cell.Part> parts = new ArrayList<>();
  private final List<Cell.Matches> patterns = new ArrayList<>();
  private final TreeSet<BigDecimal> bounds = new TreeSet<>();
  private final List<String> days = new ArrayList<>();
  private int denied;

  private AxisBuilder(Subject subject, Collection<Cell> cells, BotSettings settings) {
    this.subject = subject;
    this.settings = settings;
    cells.forEach(this::take);
  }

  static ValueAxis axis(Subject subject, Collection<Cell> cells, BotSettings settings) {
    return new AxisBuilder(subject, cells, settings).axis();
  }

  private void take(Cell cell) {
    if (cell instanceof Cell.Not not) {
      denied++;
      take(not.test());
    } else if (cell instanceof Cell.Either either) {
      either.tests().forEach(this::take);
    } else if (cell instanceof Cell.AnyOf anyOf) {
      words.addAll(subject.what() == Subject.What.CHANNEL ? anyOf.words() : anyOf.folded());
      anyOf.folded().forEach(this::bound);
    } else if (cell instanceof Cell.Exactly exactly) {
      words.addAll(exactly.words());
    } else if (cell instanceof Cell.Part part) {
      parts.add(part);
    } else if (cell instanceof Cell.Matches matches) {
      patterns.add(matches);
    } else if (cell instanceof Cell.Range range) {
      bound(range.from());
      bound(range.to());
    } else if (cell instanceof Cell.DateRange range) {
      day(range.from());
      day(range.to());
    }
  }

  private void bound(String word) {
    boolean number = !word.isEmpty()
        && word.length() < 20
        && word.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-')
        && Character.isDigit(word.charAt(word.length() - 1))
        && word.lastIndexOf('-') <= 0
        && word.indexOf('.') == word.lastIndexOf('.');
    if (number && Character.isDigit(word.charAt(word.charAt(0) == '-' ? 1 : 0))) {
      bound(new BigDecimal(word));
    }
  }

  private void bound(@Nullable BigDecimal number) {
    if (number != null) {
      bounds.add(number.stripTrailingZeros());
    }
  }

  private void day(@Nullable String day) {
    if (day != null) {
      days.add(day);
    }
  }

  private ValueAxis axis() {
    ValueAxis axis = new ValueAxis(subject);
    switch (subject.what()) {
      case HAPPENED:
        EventKind.known().forEach(kind -> axis.add(kind.name()));
        words.forEach(axis::add);
        return axis;
      case CHANNEL:
        channels(axis);
        return axis;
      case CUSTOMER:
        Customer.states().forEach(axis::add);
        return axis;
      case LANGUAGE:
        languages(axis);
        return axis;
      case TAGS:
        axis.add(null);
        tags(axis);
        return axis;
      case MISSES:
        numbers(axis, true);
        return axis;
      default:
        values(axis);
        return axis;
    }
  }

  private void channels(ValueAxis axis) {
    for (Channel channel : Channel.known()) {
      if (!channel.equals(Channel.CHANNEL_UNSPECIFIED)) {
        axis.add(channel.name());
      }
    }
    axis.add(Channel.CHANNEL_UNSPECIFIED.name());
    settings.extraChannels().forEach(channel -> axis.add(channel.name()));
    words.forEach(axis::add);
    axis.add("ANOTHER_CHANNEL");
    axis.add(null);
  }

  private void languages(ValueAxis axis) {
    List<String> tags = new ArrayList<>(settings.languages());
    tags.addAll(words);
    tags.add("zz");
    for (String tag : tags) {
      language(axis, tag);
      language(axis, LanguageWords.primary(tag) + "-ZZ");
    }
    axis.add(settings.primaryLanguage());
  }

  private static void language(ValueAxis axis, String tag) {
    List<String> nearest = LanguageTags.nearest(tag);
    axis.add(nearest.size() == 1 ? tag : nearest);
  }

  private void tags(ValueAxis axis) {
    sets(axis, "another tag", 1);
    if (!parts.isEmpty() || !patterns.isEmpty()) {
      axis.ofLists();
    }
    searched(axis);
  }

  /**
   * Lists, which pass where one member does: every set of few words; of many, pairs and all of them, which is enough as
   * long as no more than two cells say "not".
   */
  private void sets(ValueAxis axis, String another, int smallest) {
    List<String> known = new ArrayList<>(words);
    known.add(another);
    boolean few = known.size() <= MOST_LISTED;
    if (!few && denied > 2) {
      axis.ofLists();
    }
    for (int set = 1; few && set < 1 << known.size(); set++) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        if ((set >> i & 1) != 0) {
          members.add(known.get(i));
        }
      }
      if (members.size() >= smallest) {
        axis.add(members);
      }
    }
    if (!few) {
      for (int i = 0; i < known.size(); i++) {
        if (smallest < 2) {
          axis.add(List.of(known.get(i)));
        }
        for (int j = i + 1; j < known.size() && denied > 0; j++) {
          axis.add(List.of(known.get(i), known.get(j)));
        }
      }
      axis.add(known);
    }
  }

  private void values(ValueAxis axis) {
    boolean text = subject.what() != Subject.What.NAMED;
    if (!text) {
      axis.add(null);
    }
    axis.addOtherText(otherText());
    axis.add(null);
    words.forEach(axis::add);
    searched(axis);
    if (!text) {
      axis.add(true);
      axis.add(false);
      sets(axis, "another", 2);
    }
    if (!bounds.isEmpty()) {
      numbers(axis, false);
    }
    for (String day : days) {
      axis.add(day);
      axis.add(java.time.LocalDate.parse(day).plusDays(1).toString());
      axis.add(java.time.LocalDate.parse(day).minusDays(1).toString());
    }
  }

  private void searched(ValueAxis axis) {
    parts.forEach(part -> part.folded().forEach(word -> axis.addPart(part.where(), word)));
    patterns.forEach(pattern ->
        axis.addPattern(pattern, PatternExample.of(pattern.source(), pattern.pattern())));
  }

  private void numbers(ValueAxis axis, boolean counts) {
    if (counts) {
      axis.add(BigDecimal.ZERO);
    }
    BigDecimal before = null;
    for (BigDecimal bound : bounds) {
      if (before == null) {
        number(axis, bound.subtract(BigDecimal.ONE), counts);
      } else {
        BigDecimal middle = before.add(bound).divide(BigDecimal.valueOf(2));
        number(axis, counts ? middle.setScale(0, java.math.RoundingMode.CEILING) : middle, counts);
        number(axis, before.add(BigDecimal.ONE), counts);
      }
      number(axis, bound, counts);
      before = bound;
    }
    if (before != null) {
      number(axis, before.add(BigDecimal.ONE), counts);
    }
  }

  private static void number(ValueAxis axis, BigDecimal number, boolean counts) {
    BigDecimal plain = new BigDecimal(number.toPlainString());
    if (!counts || plain.signum() >= 0 && plain.stripTrailingZeros().scale() <= 0) {
      axis.add(plain);
    }
  }

  /** A text no cell names, searches or, if it can be helped, matches. */
  private String otherText() {
    List<String> tried =
        List.of(NOBODYS_WORD, "zzz", "other", "q", "7", "\u00bf?", "zz zz zz zz", "Q9-x");
    for (String text : tried) {
      if (isFree(text) && patterns.stream().noneMatch(one -> matches(one.pattern(), text))) {
        return text;
      }
    }
    return tried.stream().filter(this::isFree).findFirst().orElse("\u00bf\u00bf\u00bf");
  }

  private boolean isFree(String text) {
    return !words.contains(text) && parts.stream().noneMatch(part -> part.test(text));
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text).find();
  }
}
