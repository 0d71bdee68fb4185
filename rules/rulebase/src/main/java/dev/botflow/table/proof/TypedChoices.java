package dev.botflow.table.proof;

import dev.botflow.answer.OfferedChoice;
import dev.botflow.answer.Question;
import dev.botflow.answer.Reading;
import dev.botflow.answer.ReadingContext;
import dev.botflow.answer.Reply;
import dev.botflow.answer.TypedForms;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.table.Asked;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.CellReader;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types for each choice of a bot what people type for it, and tells what is not understood as that choice. */
public final class TypedChoices {
  private static final List<Channel> CHANNELS = List.of(Channel.WHATSAPP, Channel.SMS);

  private final Bot bot;
  private final RoutingTable table;
  private final List<Missed> missed = new ArrayList<>();

  private TypedChoices(Bot bot, RoutingTable table) {
    this.bot = bot;
    this.table = table;
  }

  /**
   * A text that is not understood as the choice it was typed for.
   *
   * @param step the question
   * @param choice the id of the choice meant
   * @param label what stands on it
   * @param typed the text
   * @param row the row that takes the text before the question does; null if none does
   * @param choiceTaken the choice it is understood as; null if it is understood as none
   */
  public record Missed(
      String flow,
      Step step,
      String choice,
      String label,
      String typed,
      @Nullable TableRow row,
      @Nullable String choiceTaken) {

    /** What happens, for people. */
    public String sentence() {
      String what = flow + "." + step.id() + ": \"" + typed + "\", typed for \"" + label + "\", ";
      if (row != null) {
        return what + "starts " + row.flow() + " by " + row.id();
      }
      return what
          + (choiceTaken == null
              ? "fits no choice or more than one, so the question is asked again"
              : "is taken for " + choiceTaken);
    }
  }

  /** All texts that are missed, in the order of flows, steps and choices. */
  public static List<Missed> missed(Bot bot, RoutingTable table) {
    TypedChoices typed = new TypedChoices(bot, table);
    bot.flows().values().forEach(typed::flow);
    return List.copyOf(typed.missed);
  }

  /** Warns of what ends a conversation or picks another choice: what is merely asked again does no harm. */
  static void check(RoutingTable table, Bot bot, Findings findings) {
    Set<String> told = new LinkedHashSet<>();
    for (Missed one : missed(bot, table)) {
      String same = one.flow + "." + one.step.id() + "." + one.choice;
      if ((one.row != null || one.choiceTaken != null) && told.add(same)) {
        findings.warning(
            "choice-typed",
            one.step.head().place(),
            "who types \"" + one.typed + "\" for \"" + one.label + "\" "
                + (one.row != null
                    ? "gets " + one.row.flow() + " by " + one.row.id()
                    : "gets the choice " + one.choiceTaken));
      }
    }
  }

  private void flow(Flow flow) {
    for (Step step : flow.steps().values()) {
      if (step instanceof AskStep ask && !ask.question().options().isEmpty()) {
        question(flow.name(), ask);
      }
    }
  }

  private void question(String flow, AskStep step) {
    for (String language : bot.settings().languages()) {
      List<String> languages = new ArrayList<>(bot.settings().languages());
      languages.remove(language);
      languages.add(0, language);
      List<OfferedChoice> choices = step.question().options().stream()
          .map(option -> offered(flow, step, option, language))
          .toList();
      ReadingContext context =
          new ReadingContext(LocalDate.EPOCH.atStartOfDay(), languages, choices, bot.words());
      for (int place = 1; place <= choices.size(); place++) {
        OfferedChoice choice = choices.get(place - 1);
        if (choice.label().indexOf('{') < 0) {
          TypedForms.of(place, choices, languages)
              .forEach(text -> type(flow, step, choice, text, context));
        }
      }
    }
  }

  private OfferedChoice offered(
      String flow, AskStep step, Question.Option option, String language) {
    String label = language.equals(bot.settings().primaryLanguage())
        ? option.label()
        : bot.texts()
            .text(language, flow + "." + step.id() + "." + option.id())
            .orElse(option.label());
    return new OfferedChoice(option.id(), label, option.also());
  }

  private void type(
      String flow, AskStep step, OfferedChoice choice, String text, ReadingContext context) {
    Optional<TableRow> ended = CHANNELS.stream()
        .flatMap(channel -> table.first(Phase.END_IT, new Typed(text, channel)).stream())
        .findFirst();
    Reading reading = step.question().read(Reply.text(text), context);
    String taken = reading instanceof Reading.Accepted accepted ? accepted.choiceId() : null;
    boolean right = ended.isEmpty() && choice.id().equals(taken);
    if (!right) {
      missed.add(new Missed(
          flow,
          step,
          choice.id(),
          choice.label(),
          text,
          ended.orElse(null),
          choice.id().equals(taken) ? null : taken));
    }
  }

  /** A text of somebody about whom nothing else is known. */
  private record Typed(String text, Channel channel) implements Asked {
    @Override
    public @Nullable Object value(Subject subject) {
      return switch (subject.what()) {
        case HAPPENED -> EventKind.TEXT.name();
        case MESSAGE -> CellReader.MESSAGE;
        case CHANNEL -> channel.name();
        case SAYS -> text;
        default -> null;
      };
    }

    @Override
    public int minuteOfWeek() {
      return 0;
    }

    @Override
    public LocalDate date() {
      return LocalDate.EPOCH;
    }

    @Override
    public String contactKey() {
      return "";
    }
  }
}
