package dev.botflow.flow.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.BotSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BotReaderTest {

  @Test
  void readsAllSettings() {
    Findings findings = new Findings();

    BotSettings settings = BotReader.settings("bot.yaml", """
            bot: leaf-shop
            languages: [en, nl]
            time_zone: Europe/Brussels
            session_expiry: 12h
            stale_buttons: ignore
            channel_change: restart
            not_understood: sorry
            error_occurred: broken
            sensitive: [contact.card]
            retention: 30d
            facts: { Plan: plan, "Account age": account_age }
            channels: [EXTRA]
            tables: [routing.csv, team-b.csv]
            """, findings);

    assertThat(findings.all()).isEmpty();
    assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Brussels"));
    assertThat(settings.sessionExpiry()).isEqualTo(Duration.ofHours(12));
    assertThat(settings.ignoreStaleButtons()).isTrue();
    assertThat(settings.restartOnChannelChange()).isTrue();
    assertThat(settings.factLabels()).containsEntry("Account age", "account_age");
    assertThat(settings.tables()).containsExactly("routing.csv", "team-b.csv");
  }

  @Test
  void tellsEverySettingThatIsWrongWithItsPlace() {
    Findings findings = new Findings();

    BotReader.settings(
        "bot.yaml",
        "bot: b\ntime_zone: Europe/Brusels\nstale_buttons: never\nsesion_expiry: 1h\n",
        findings);

    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "bot.yaml: time_zone: expected a zone such as Europe/Brussels, but was \"Europe/Brusels\" (did you mean"
                + " \"Europe/Brussels\"?)",
            "bot.yaml:3: stale_buttons: expected route or ignore, but was \"never\"",
            "bot.yaml:4: sesion_expiry: expected one of bot, languages, time_zone, session_expiry, stale_buttons, channel_change,"
                + " sensitive, channels, not_understood, error_occurred, retention, keep_texts, facts, tables, too_long, review, repeats, format, but was"
                + " \"sesion_expiry\" (did you mean \"session_expiry\"?)");
  }

  @Test
  void warnsOfTextsThatWouldOutliveTheirContact() {
    Findings findings = new Findings();

    BotSettings settings =
        BotReader.settings("bot.yaml", "bot: b\nretention: 30d\nkeep_texts: 31d\n", findings);
    BotReader.settings("bot.yaml", "bot: b\nretention: 30d\nkeep_texts: 30d\n", findings);

    assertThat(settings.keepTexts()).isEqualTo(Duration.ofDays(31));
    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "bot.yaml:3: keep_texts: expected no longer than retention, after which traces are"
                + " erased and the texts with them, but was more");
  }

  @Test
  void readsTheFormatOfTodayAndRefusesANewerOneWithOneSentence() {
    assertThat(sentences("bot: b\nformat: 1\n")).isEmpty();
    assertThat(sentences("bot: b\nformat: 2\nof_tomorrow: yes\n"))
        .containsExactly("bot.yaml: format: expected 1, the newest that this version of BotFlow"
            + " reads, but was 2");
    assertThat(sentences("bot: b\nformat: one\n"))
        .containsExactly("bot.yaml:2: format: expected a whole number such as 1, but was \"one\"");
    assertThat(sentences("bot: b\nformat: 0\n"))
        .containsExactly("bot.yaml:2: format: expected a whole number such as 1, but was \"0\"");
  }

  private static List<String> sentences(String yaml) {
    Findings findings = new Findings();
    BotReader.settings("bot.yaml", yaml, findings);
    return findings.all().stream().map(Finding::sentence).toList();
  }
}
