package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.MessageReceived;
import dev.botflow.flow.read.BotReader;
import dev.botflow.session.TraceEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same text again: of a machine that answers each answer, and of an SMS that came under two ids. */
class RepeatsTest {
  private static final String NOTED = "flow: f\nsteps:\n- { id: a, say: Noted. }";
  private static final String TWO_A_MINUTE = "repeats: { same: 2, within: 1m }\n";

  private static Talk noting(String settings) {
    return Talk.with(new PlainRouter("f"), settings, NOTED);
  }

  @Test
  void theSameTextGetsTheSameAnswerSoOftenAndThenNone() {
    Talk talk = noting(TWO_A_MINUTE);
    talk.says("I am away");
    talk.says("I am away");

    assertThat(talk.says("I am away")).isEmpty();
    assertThat(talk.last().trace())
        .contains(
            TraceEntry.Suppressed.step("f", "a", "the same text got the same answer 2 times"));
    assertThat(talk.says("Hello?")).containsExactly("Noted.");
    assertThat(talk.later(Duration.ofMinutes(2)).says("I am away")).containsExactly("Noted.");
  }

  @Test
  void itIsAnsweredAsOftenAsItComesUnlessSetAndByLegalFlows() {
    Talk unset = noting("");
    Talk legal = Talk.with(new PlainRouter("f"), TWO_A_MINUTE, "legal: true\n" + NOTED);

    for (int i = 0; i < 5; i++) {
      assertThat(unset.says("I am away")).containsExactly("Noted.");
      assertThat(legal.says("I am away")).containsExactly("Noted.");
    }
    assertThat(unset.session().lately()).isEmpty();
  }

  @Test
  void aSettingWithoutItsTimeIsRefused() {
    Findings findings = new Findings();
    BotReader.settings("bot.yaml", "bot: b\nrepeats: { same: 21 }", findings);

    assertThat(findings.errors()).extracting(one -> one.place().file()).hasSize(2);
  }

  private static MessageReceived text(Talk talk, String id, String text, Duration sinceStart) {
    EventHeader header = new EventHeader(
        "MESSAGE_INBOUND", talk.context(), Talk.START.plus(sinceStart), id, null, null, null);
    return new MessageReceived(header, id, new Content.Text(text), null, null, null, false);
  }

  private static Talk late(Channel channel) {
    Talk talk = noting("").on(channel);
    // The clock stands at three seconds past, so that what was written before was not answered yet.
    talk.plays(text(talk, "m0", "first", Duration.ofSeconds(3)));
    return talk;
  }

  @Test
  void oneSmsUnderTwoIdsIsAnsweredOnce() {
    Talk talk = late(Channel.SMS);

    assertThat(talk.plays(text(talk, "m1", "order", Duration.ofSeconds(1))))
        .containsExactly("Noted.");
    assertThat(talk.plays(text(talk, "m2", "order", Duration.ofSeconds(2)))).isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("ignored");
  }

  @Test
  void anSmsAfterTheAnswerAnotherTextAndAnotherChannelAreAnswered() {
    Talk talk = late(Channel.SMS);
    talk.plays(text(talk, "m1", "order", Duration.ofSeconds(1)));

    assertThat(talk.plays(text(talk, "m2", "order", Duration.ofSeconds(4)))).hasSize(1);
    assertThat(talk.plays(text(talk, "m3", "orders", Duration.ofSeconds(2)))).hasSize(1);

    Talk app = late(Channel.WHATSAPP);
    app.plays(text(app, "m1", "order", Duration.ofSeconds(1)));
    assertThat(app.plays(text(app, "m2", "order", Duration.ofSeconds(2)))).hasSize(1);
    assertThat(List.of(talk.session().lately().size(), app.session().lately().size()))
        .containsExactly(1, 0);
  }
}
