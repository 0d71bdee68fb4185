package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as somebody runs it. */
class LeafShopTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path scratch;

  private int run(String... args) {
    return LeafShop.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** The first words of each line below the headings: channel or contact, row, flow, kind of message. */
  private List<String> lines() {
    return out.toString()
        .lines()
        .skip(4)
        .filter(line -> !line.isBlank())
        .map(line -> line.replaceAll("\"[^\"]*\".*", "").replaceAll(" +", " ").strip())
        .toList();
  }

  @Test
  void newcomersOnNineChannelsAreAnsweredByTheirOwnRowAndFlow() {
    int code = run();

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(lines())
        .containsExactly(
            "A new contact writes",
            "Channel Row Flow Accepted by Sinch",
            "WHATSAPP R10 welcome card",
            "choice",
            "RCS R10 welcome text",
            "choice",
            "SMS R12 welcome_text text",
            "MMS R12 welcome_text text",
            "MESSENGER R13 welcome_social text",
            "choice",
            "INSTAGRAM R13 welcome_social text",
            "choice",
            "TELEGRAM R14 welcome_app card",
            "choice",
            "LINE R14 welcome_app text",
            "choice",
            "VIBERBM R14 welcome_app text",
            "choice",
            "The contact on WHATSAPP goes on:",
            "Contact Row Flow Accepted by Sinch",
            "taps track - welcome text",
            "12 - welcome text",
            "lc-004217 - welcome (called shop.findOrder)",
            "(the desk's queue orders took over)",
            "text");
  }

  @Test
  void onSaturdayTheClosedShopAnswersWhatsAppAndRcs() {
    int code = run("--at", "2026-03-07T12:00:00+01:00");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("For the shop it is Saturday 2026-03-07 12:00 in Brussels");
    assertThat(lines()).contains("WHATSAPP R11 welcome_closed card", "RCS R11 welcome_closed text");
  }

  @Test
  void aBrokenBotIsRefusedWithItsSentences() {
    Path bot = Bots.changed(
        Bots.shipped(),
        scratch,
        "routing.csv",
        "R03,text,,\"menu, restart\",,,welcome",
        "R03,text,,\"menu, restart\",,,welcom");

    int code = run("--bot", bot.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualTo("""
            leaf-shop: changed-bot was refused:
              routing.csv:5: R03: Go to flow: expected the name of a flow, but was "welcom" (did you mean "welcome"?)
            """);
  }

  @Test
  void aMissingBotAndAnUnreadableTimeAreSaidInASentence() {
    assertThat(run("--bot", scratch.resolve("nowhere").toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("leaf-shop: ")
        .contains("nowhere")
        .doesNotContain("\tat ");

    assertThat(run("--at", "tomorrow")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "leaf-shop: --at: expected a time such as 2026-03-02T10:00:00+01:00 or now, but was \"tomorrow\"");
  }

  @Test
  void aTakenPortIsSaidInASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int code = run("--port", String.valueOf(taken.getLocalPort()));

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .isEqualToNormalizingNewlines("leaf-shop: port " + taken.getLocalPort()
              + ": expected a free port on loopback, but could not listen\n");
    }
  }
}
