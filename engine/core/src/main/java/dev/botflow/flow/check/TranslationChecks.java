package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTexts;
import dev.botflow.template.TemplateParser;
import dev.botflow.text.LanguageTags;
import dev.botflow.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Warns of translations that are missing, and of those whose names in braces differ from the primary text's. */
public final class TranslationChecks {
  /** So many missing texts of a language are told one by one, more are counted. */
  private static final int MOST_TOLD = 3;

  private final Bot bot;
  private final Findings findings;

  TranslationChecks(Bot bot, Findings findings) {
    this.bot = bot;
    this.findings = findings;
  }

  /** Every text that a language has no translation of, by language; each with its key, such as {@code welcome.hello}. */
  public static Map<String, Set<String>> missing(Bot bot) {
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    for (String language : others(bot)) {
      Set<String> keys = new LinkedHashSet<>();
      new TranslationChecks(bot, new Findings())
          .missing(language)
          .forEach(text -> keys.add(text.key()));
      missing.put(language, keys);
    }
    return missing;
  }

  private static List<String> others(Bot bot) {
    List<String> languages = bot.settings().languages();
    return languages.subList(1, languages.size());
  }

  void check() {
    for (String language : others(bot)) {
      if (hasColumn(language)) {
        told(language);
      } else {
        findings.warning(
            "missing-translation",
            Place.of("texts.csv"),
            "expected a column " + language
                + ", as bot.yaml names this language, but there is none");
      }
    }
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        StepTexts.of(step)
            .forEach((end, text) -> names(step, flow.name() + "." + step.id() + end, text));
      }
    }
  }

  private boolean hasColumn(String language) {
    return LanguageTags.nearest(language).stream()
        .anyMatch(tag -> bot.texts().byLanguage().containsKey(tag));
  }

  // Missing ones.

  private record Missing(String key, Step step) {}

  private List<Missing> missing(String language) {
    List<Missing> missing = new ArrayList<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        String key = flow.name() + "." + step.id();
        StepTexts.of(step).forEach((end, text) -> {
          boolean there = bot.texts().text(language, key + end).isPresent()
              || bot.texts().text(language, key + text.standIn()).isPresent();
          if (!there && hasLetters(text.text())) {
            missing.add(new Missing(key + end, step));
          }
        });
      }
    }
    return missing;
  }

  private void told(String language) {
    List<Missing> missing = missing(language);
    if (missing.size() > MOST_TOLD) {
      findings.warning(
          "missing-translation",
          Place.of("texts.csv").row(null, language),
          "expected a text for every key, but " + missing.size()
              + " are missing, such as " + missing.get(0).key() + ", "
              + missing.get(1).key() + " and "
              + missing.get(2).key() + "; contacts read the " + bot.settings().primaryLanguage()
              + " ones (check --missing-texts lists them all)");
      return;
    }
    for (Missing text : missing) {
      findings.warning(
          "missing-translation",
          text.step().head().place(),
          "expected a text for " + text.key() + " in the column " + language
              + " of texts.csv, but it is missing; contacts read the "
              + bot.settings().primaryLanguage() + " one");
    }
  }

  /** False for a text that is nothing but values, figures and signs, which is the same in every language. */
  private static boolean hasLetters(String text) {
    return TemplateParser.withoutNames(text).codePoints().anyMatch(Character::isLetter);
  }

  // Names in braces.

  private void names(Step step, String key, StepTexts.Text primary) {
    List<String> expected = StepNames.of(primary.text());
    Set<List<String>> others = new LinkedHashSet<>();
    int languages = 0;
    for (String language : others(bot)) {
      String translated = bot.texts().text(language, key).orElse(null);
      if (translated != null) {
        others.add(StepNames.of(translated).stream().sorted().toList());
        languages++;
      }
    }
    // Where all translations say the same, it is the primary text that is misspelt.
    if (languages > 1 && others.size() == 1 && primaryDiffers(step, expected, others)) {
      return;
    }
    Place row = bot.texts().places().getOrDefault(key, Place.of("texts.csv").row(key, null));
    bot.texts().byLanguage().forEach((language, texts) -> {
      String translated = texts.get(key);
      if (translated != null && !language.equals(bot.settings().primaryLanguage())) {
        differences(expected, StepNames.of(translated), row.row(key, language));
      }
    });
  }

  private boolean primaryDiffers(Step step, List<String> expected, Set<List<String>> others) {
    List<String> agreed = others.iterator().next();
    List<String> only = expected.stream().filter(name -> !agreed.contains(name)).toList();
    List<String> missing =
        agreed.stream().filter(name -> !expected.contains(name)).toList();
    if (only.size() != 1
        || missing.size() != 1
        || Suggestion.nearest(only.get(0), missing).isEmpty()) {
      return false;
    }
    findings.warning(
        "other-placeholder",
        step.head().place(),
        "expected the placeholder that all translations have, but was {" + only.get(0)
            + "} (did you mean {" + missing.get(0) + "}?)");
    return true;
  }

  private void differences(List<String> expected, List<String> found, Place place) {
    String primary = bot.settings().primaryLanguage();
    Set<String> missing = new LinkedHashSet<>(expected);
    found.forEach(missing::remove);
    for (String name : found) {
      if (!expected.contains(name)) {
        Optional<String> meant = Suggestion.nearest(name, missing);
        meant.ifPresent(missing::remove);
        findings.warning(
            "other-placeholder",
            place,
            "expected the placeholders of the " + primary + " text, but {" + name
                + "} does not stand there"
                + meant.map(one -> " (did you mean {" + one + "}?)").orElse(""));
      }
    }
    for (String name : missing) {
      findings.warning(
          "missing-placeholder",
          place,
          "expected {" + name + "}, as the " + primary + " text has it, but it is missing");
    }
  }
}
