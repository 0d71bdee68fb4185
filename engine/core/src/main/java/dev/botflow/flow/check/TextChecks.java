package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTexts;
import dev.botflow.template.TemplateParser;
import dev.botflow.text.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of texts that are missing: translations, and words for a question or a desk that fails. */
final class TextChecks {
  private final Bot bot;
  private final Findings findings;

  TextChecks(Bot bot, Findings findings) {
    this.bot = bot;
    this.findings = findings;
  }

  void check() {
    List<String> languages = bot.settings().languages();
    for (String language : languages.subList(1, languages.size())) {
      translations(language);
    }
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
  }

  private void translations(String language) {
    if (!bot.texts().byLanguage().containsKey(language)
        && bot.texts().text(language, "").isEmpty()
        && !bot.texts().byLanguage().containsKey(base(language))) {
      findings.warning(
          "missing-translation",
          Place.of("texts.csv"),
          "expected a column " + language + ", as bot.yaml names this language, but there is none");
      return;
    }
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        for (Map.Entry<String, StepTexts.Text> text : StepTexts.of(step).entrySet()) {
          missing(flow, step, language, text.getKey(), text.getValue());
        }
      }
    }
  }

  private void missing(Flow flow, Step step, String language, String end, StepTexts.Text text) {
    String key = flow.name() + "." + step.id();
    boolean there = bot.texts().text(language, key + end).isPresent()
        || bot.texts().text(language, key + text.standIn()).isPresent();
    if (!there && hasLetters(text.text())) {
      findings.warning(
          "missing-translation",
          step.head().place(),
          "expected a text for " + key + end + " in the column " + language
              + " of texts.csv, but it is missing; contacts read the "
              + bot.settings().primaryLanguage() + " one");
    }
  }

  private static String base(String language) {
    int dash = language.indexOf('-');
    return dash < 0 ? language : language.substring(0, dash);
  }

  /** False for a text that is nothing but values, figures and signs, which is the same in every language. */
  private static boolean hasLetters(String text) {
    return TemplateParser.withoutNames(text).codePoints().anyMatch(Character::isLetter);
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
