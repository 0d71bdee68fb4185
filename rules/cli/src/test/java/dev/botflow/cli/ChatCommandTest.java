package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.Streams;
import dev.botflow.scenario.Conversation;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
  private static final String MONDAY = "2026-03-02T10:00:00+01:00";
  private static final String BEGIN =
      "  · tea-house on WHATSAPP, Mon 2026-03-02 10:00 Europe/Brussels (/help tells what can be typed)\n";

  @Test
  void showsBubblesAndTakesTheNumberOfAButton() {
    // When
    Run run = chat("hi\n/time +31m\n1\n");

    // Then
    assertThat(run).isEqualTo(new Run(0, BEGIN + """
                    > hi
                    ─ Hi there, this is the tea house.
                    ╭ Which tea?
                    │ [1] Green tea
                    │ [2] Black tea
                    ╰ [3] No tea
                      · handled, T10 → order, waiting at order.kind
                    > /time +31m
                    ─ Still there?
                      · handled, → order, waiting at order.kind
                      · Mon 2026-03-02 10:31 Europe/Brussels
                    > 1
                    ─ Your green tea is in pot 7.
                      · handled, → order
                    """, ""));
  }

  @Test
  void showsNumberedTextWhereTheChannelHasNoButtons() {
    // When
    Run run = chat("/channel SMS\nhi\n2\n/quit\nnever read\n");

    // Then
    assertThat(run).isEqualTo(new Run(0, BEGIN + """
                    > /channel SMS
                      · on SMS
                    > hi
                    ─ Hi there, this is the tea house.
                    ╭ Which tea?
                    │
                    │ 1. Green tea
                    │ 2. Black tea
                    ╰ 3. No tea
                      · handled, T12 → order, waiting at order.kind
                    > 2
                    ─ Your black tea is in pot 7.
                      · handled, → order
                    > /quit
                    """, ""));
  }

  @Test
  void tapsByTheChoicesIdAndTellsWhy() {
    // When
    Run run = chat("hi\n/tap none\n/why\n");

    // Then
    assertThat(run.out()).endsWith("""
            > /tap none
            ─ Until next time.
              · handled, → order
            > /why
              · answer
              not T10  Customer is: expected new, but was returning
              not T11  Plan: expected gold, but was nothing
              not T01  What happened: expected text, but was button
              not T02  What happened: expected delivery failed, but was button
              not T12  What happened: expected text, but was button
            """);
  }

  @Test
  void tellsWhatIsKnownOfTheContact() {
    // When
    Run run = chat("hi\n/event opt_out\n/facts\n");

    // Then
    assertThat(run.out()).endsWith("""
            > /facts
              channel       WHATSAPP
              time          Mon 2026-03-02 10:00 Europe/Brussels
              returning     true
              misses        0
              last_flow     order
              agent_active  false
              opted out     WHATSAPP
            """);
  }

  @Test
  void suppressesAfterAnOptOutUntilAnOptIn() {
    // When
    Run run = chat("/event opt_out\nhi\n/event opt_in\nhi\n");

    // Then
    assertThat(run.out())
        .contains("> hi\n  · suppressed, T10 → order\n")
        .endsWith("> hi\n─ not_understood\n  · handled, → not_understood\n");
  }

  @Test
  void reportsADeliveryOfTheLastMessage() {
    // When
    Run run =
        chat("hi\n/event delivery_failed CHANNEL_FAILURE\n/event typing\n/event cart abandoned\n");

    // Then
    assertThat(run.out())
        .contains(
            "> /event delivery_failed CHANNEL_FAILURE\n  · to SMS:\n─ We could not reach you there.\n  · handled, T02 → by_sms")
        .contains("> /event typing\n  · ignored, waiting at order.kind\n")
        .endsWith("> /event cart abandoned\n  · ignored, waiting at order.kind\n");
  }

  @Test
  void takesEveryEventThatScenariosKnow() {
    // Given
    StringBuilder typed = new StringBuilder("hi\n");
    Conversation.eventsByName()
        .forEach(kind -> typed.append("/event ").append(kind.name()).append('\n'));

    // When
    Run run = chat(
        typed
            + "/event delivery failed\n/event delivery failed with reason=RATE_LIMITED\n/event opt out\n");

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("> /event delivery failed\n  · to SMS:\n─ We could not reach you there.\n")
        .contains("> /event delivery failed with reason=RATE_LIMITED\n  · ")
        .contains("> /event opt out\n  · ");
  }

  @Test
  void takesANumberForTheLabelItStandsOn(@TempDir Path folder) {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("tea"));
    TeaHouse.write(bot.resolve("flows/order.yaml"), """
        flow: order
        steps:
        - id: hello
          say: "Hi."
        - id: kind
          ask: "How many cups?"
          choices: { two: { label: "2" }, one: { label: "1" } }
          save: cups
          next: { two: two, one: one }
        - { id: two, say: "Two cups.", next: end }
        - { id: one, say: "One cup.", next: end }
        """);

    // When
    Run run = Run.typing(
        "hi\n2\nhi\n/tap 1\n", "chat", bot.toString(), "--at", MONDAY, "--stub", TeaHouse.STUB);

    // Then
    assertThat(run.out())
        .contains("╭ How many cups?\n│ [2]\n╰ [1]\n")
        .contains("> 2\n─ Two cups.\n")
        .doesNotContain("> 2\n─ One cup.");
  }

  @Test
  void goesOnAfterWhatItDoesNotUnderstand() {
    // When
    Run run = chat(
        "/foo\n/channel foo\n/event\n/event timer\n/event read\n/time soon\n/time 2020-01-01T00:00:00Z\n/tap 9\n/why\nhi\n");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            "expected /say, /tap, /channel, /time, /event, /why, /facts, /reload, /save, /help or /quit, but was \"/foo\"",
            "/channel: expected a channel such as WHATSAPP or SMS, but was \"foo\"",
            "/event: expected a name such as opt_out or agent_left, but was nothing",
            "/event: expected media, location, other, typing, typing ended, reaction, comment, payment status, shortlink,"
                + " generic event, queued, delivered, read, delivery failed, switching channel, opt-in succeeded, opt-in"
                + " failed, opt-out succeeded, opt-out failed, conversation started, conversation stopped, conversation"
                + " deleted, contact created, contact updated, contact deleted, capability result, smart conversation,"
                + " unsupported, agent joined, agent left or an event of the host, but was \"timer\"",
            "/event: expected a message of the bot to report on, but it sent none yet",
            "/time: expected +1d, +30m or a moment such as 2026-03-02T10:00:00+01:00, but was \"soon\"",
            "/time: expected a moment after 2026-03-02T09:00:00Z, but was 2020-01-01T00:00:00Z",
            "/tap: expected the number or the id of a button the bot has sent, but was \"9\"",
            "/why: expected an event to explain, but nothing happened yet");
    assertThat(run.out()).endsWith("  · handled, T10 → order, waiting at order.kind\n");
  }

  @Test
  void printsThePlayedLinesForPrograms() {
    // When
    Run run = chat("hi\n", "--json");

    // Then
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out())
        .startsWith(
            "{\"file\":null,\"outcome\":\"handled\",\"rule\":\"T10\",\"flow\":\"order\",\"waitingAt\":\"order.kind\"");
  }

  @Test
  void refusesAChannelThereIsNot() {
    // When
    Run run = Run.botflow("chat", TeaHouse.BOT, "--channel", "WatsApp");

    // Then
    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "--channel: expected a channel such as WHATSAPP or SMS, but was \"WatsApp\" (did you mean \"WhatsApp\"?)\n"));
  }

  private static Run chat(String typed, String... more) {
    String[] command = {
      "chat", TeaHouse.BOT, "--channel", "WHATSAPP", "--at", MONDAY, "--stub", TeaHouse.STUB
    };
    String[] whole = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, whole, command.length, more.length);
    return Run.typing(typed, whole);
  }

  @Test
  void talksAsAnyContact(@TempDir Path folder) {
    String given =
        TeaHouse.write(folder.resolve("given.yaml"), "{ plan: gold, session.tea: green }");

    Run run = chat(
        "/facts\nhi\n/why\n", "--returning", "--name", "Ana", "--language", "nl", "--given", given);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("returning +true\n")
        .containsPattern("plan +\"gold\"\n")
        .containsPattern("session.tea +\"?green")
        .containsPattern("contact.name +\"?Ana")
        .containsPattern("contact.language +\"?nl")
        .contains("· handled, T11 → gold");
  }

  @Test
  void readsTheBotAgainAndGoesOnWithTheOldOneIfItIsRefused(@TempDir Path folder)
      throws IOException {
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    String table = Files.readString(bot.resolve("routing.csv"));
    BufferedReader lines = new BufferedReader(new StringReader("/reload\nhi\n/reload\nhi\n")) {
      private int read;

      @Override
      public String readLine() throws IOException {
        read++;
        if (read == 1) {
          TeaHouse.write(bot.resolve("routing.csv"), table.replace("order,wait", "oder,wait"));
        } else if (read == 3) {
          TeaHouse.write(bot.resolve("routing.csv"), table.replace("T10,", "T99,"));
        }
        return super.readLine();
      }
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    BotFlowCommand.run(
        new Streams(
            lines,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false),
        "chat",
        bot.toString(),
        "--at",
        MONDAY,
        "--stub",
        TeaHouse.STUB);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("T10: Go to flow: expected the name of a flow, but was \"oder\"");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "T10 → order", "· tea-house read again; the talk begins anew", "T99 → order");
  }
}
