package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten kinds of mistakes, each in a copy of the sample's bot; its scenarios catch it and name the cell or step. */
class PlantedMistakesTest {
  @TempDir
  private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          hours of a row | routing.csv | Mon-Fri 09:00-17:00,welcome, | Mon-Fri 11:00-17:00,welcome, | R10 did not fit: At "Mon-Fri 11:00-17:00", but was "Mon 10:00"
          channel forgotten in a row | routing.csv | R12,message,"SMS, MMS" | R12,message,SMS | R12 did not fit: Channel "SMS", but was "MMS"
          word lost from a list | words.csv | "start, unstop | "unstop | R02 did not fit: Says "in START_WORDS", but was "START"
          wrong kind of customer | routing.csv | R14,message,"Telegram, LINE, Viber",,new | R14,message,"Telegram, LINE, Viber",,returning | R14 did not fit: Customer is "returning", but was "new"
          question not interrupted | routing.csv | track,,interrupt | track,,wait | R20 did not fit: During a question "wait", but was "a question is open"
          wrong flow in a row | routing.csv | Viber,,,,viber_hello | Viber,,,,opt_in_again | decided by row R04, Go to flow "opt_in_again"
          typo in a text | flows/track.yaml | I can't look that up right now | I can look that up right now | Steps that spoke: track.sorry, track.person
          choice that leads astray | flows/welcome.yaml | }, person: person } | }, person: bye } | decided by no row: the open question welcome.topic took it as an answer
          pattern too narrow | flows/track.yaml | LC-\\d{6} | LC-\\d{7} | decided by no row: the open question track.number did not take it as an answer
          wrong exit of a decision | decisions/order-desk.csv | lost,lost | lost,else | Decided on the way: order-desk.D2 (Exit "else")
          nudge that comes too late | flows/welcome.yaml | after: 30m | after: 50m | decided by no row: nothing fell due; the question welcome.topic is open, nudge due 2026-03-02 10:50:00
          """)
  void theScenariosCatch(String mistake, String file, String right, String wrong, String names) {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(bot, file, right.replace("\\\\", "\\"), wrong.replace("\\\\", "\\"));

    // When
    Run run = Run.botflow("test", bot.toString());

    // Then
    assertThat(run.exit()).as(mistake + run.err()).isEqualTo(1);
    assertThat(run.out()).contains("FAILED").contains("          " + names + "\n");
  }
}
