package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTexts;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.LanguageWords;
import dev.botflow.text.Suggestion;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Warns of words that are missing for a question or a desk that fails, and of texts that no step reads. */
final class TextChecks {
  private final Bot bot;
  private final Findings findings;

  TextChecks(Bot bot, Findings findings) {
    this.bot = bot;
    this.findings = findings;
  }

  void check() {
    bot.settings().languages().forEach(this::understood);
    for (Flow flow : bot.flows().values()) {
      flow.steps().values().forEach(step -> wayOut(flow, step));
    }
    strangers();
  }

  /** A key that is read by no step translates nothing. */
  private void strangers() {
    Set<String> known = new LinkedHashSet<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        String key = flow.name() + "." + step.id();
        StepTexts.of(step).forEach((end, text) -> {
          known.add(key + end);
          known.add(key + text.standIn());
          misspelt(text.text(), step.head().place());
        });
      }
    }
    bot.texts().places().forEach((key, place) -> {
      if (!known.contains(key)) {
        findings.warning(
            "unknown-text",
            place,
            "expected the key of a text in a flow, but no step reads \"" + key + "\""
                + Suggestion.hint(key, known));
      }
    });
    bot.texts()
        .byLanguage()
        .forEach((language, texts) -> texts.forEach((key, text) -> {
          Place row = bot.texts().places().getOrDefault(key, Place.of("texts.csv"));
          if (known.contains(key)) {
            misspelt(text, row.row(key, language));
          }
        }));
  }

  /** What looks like a filter is said to contacts as it is, and the value as it came. */
  private void misspelt(String text, Place place) {
    Map<String, String> misspelt;
    try {
      misspelt = Template.parse(text).misspeltFilters();
    } catch (TemplateBrokenException e) {
      // Reported where the text was read.
      return;
    }
    misspelt.forEach((written, filter) -> findings.warning(
        "misspelt-filter",
        place,
        "\"" + written + "\" is said where a value is missing, since no filter has this name (did"
            + " you mean \"" + filter + "\"? If it is meant so, write |'" + written + "')"));
  }

  /** Answers in a language without words of its own are read as English ones, and nobody would notice. */
  private void understood(String language) {
    boolean own = bot.words().named("YES_WORDS").isPresent()
        && bot.words().named("NO_WORDS").isPresent();
    if (LanguageWords.of(language).isEmpty() && !own) {
      findings.warning(
          "language-not-understood",
          Place.of("bot.yaml"),
          "languages: yes and no, dates, times, numbers in words and opt-out words of " + language
              + " are not known, so only English ones are understood; words.csv can add YES_WORDS,"
              + " NO_WORDS, TODAY_WORDS and more");
    }
  }

  private void wayOut(Flow flow, Step step) {
    if (step instanceof AskStep ask
        && ask.onGiveUp() == null
        && bot.settings().notUnderstood() == null) {
      findings.warning(
          "no-give-up",
          step.head().place(),
          "on_give_up: expected where to go after the last miss, or a not_understood flow in"
              + " bot.yaml, but was neither; the flow ends there without a word");
    } else if (step instanceof HandoverStep handover) {
      desk(flow, handover);
    }
  }

  private void desk(Flow flow, HandoverStep step) {
    String answers = bot.settings().notUnderstood();
    boolean itself = flow.name().equals(answers);
    if (step.head().onError() == null
        && flow.onError() == null
        && bot.settings().errorOccurred() == null
        && step.closed() == null
        && (answers == null || itself)) {
      findings.warning(
          "silent-desk",
          step.head().place(),
          "handover: expected on_error, closed, or an error_occurred "
              + (itself ? "" : "or not_understood ")
              + "flow in bot.yaml, but was none; a desk that fails says nothing"
              + (itself ? ", since this flow is itself not_understood" : ""));
    }
  }
}
