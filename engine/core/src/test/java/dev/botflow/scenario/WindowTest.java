package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WhatsApp's 24 hours, where the time an event claims is far from the clock's. */
class WindowTest {
  private static final String LATE =
      ", WHATSAPP outside 24h: { template: { name: order_here, language: en } } }";
  private final Player player = new Player(
      BotVersions.of(Talk.bot(
          new PlainRouter("w").on("ping", "ping"),
          "flow: w\nsteps:\n- { id: a, say: { default: Hi." + LATE + " }",
          "flow: ping\nsteps:\n- { id: a, say: { default: Your order is here." + LATE + " }")),
      Stubs.none(),
      Talk.START,
      HostFacts.none());

  @ParameterizedTest
  @ValueSource(strings = {"9999-12-31T00:00:00Z", "2026-03-02T09:00:05Z", "2026-03-02T09:00:00Z"})
  void aMessageFromTheFutureOpensTheWindowForNoLongerThanOneFromNow(String claimed) {
    assertThat(says(message(Instant.parse(claimed)))).containsExactly("Hi.");

    player.startAt(Talk.START.plus(Duration.ofHours(23)));
    assertThat(says(ping("p1"))).containsExactly("Your order is here.");
    player.startAt(Talk.START.plus(Duration.ofHours(25)));
    assertThat(says(ping("p2"))).containsExactly("order_here");
  }

  @Test
  void aMessageThatWasTakenInLateOpensItFromItsOwnTime() {
    says(message(Talk.START.minus(Duration.ofHours(20))));

    player.startAt(Talk.START.plus(Duration.ofHours(5)));
    assertThat(says(ping("p1"))).containsExactly("order_here");
  }

  private List<String> says(InboundEvent event) {
    List<PlayResult> lines = player.play(event);
    return lines.get(lines.size() - 1).messages().stream()
        .map(message -> message.message().readable())
        .toList();
  }

  private static InboundEvent message(Instant at) {
    Content text = new Content.Text("hi");
    return new MessageReceived(header("e1", at), "m1", text, null, null, null, false);
  }

  private InboundEvent ping(String id) {
    return new HostEvent(header(id, player.now()), "ping", new LinkedHashMap<>());
  }

  private static EventHeader header(String id, Instant at) {
    ChannelContext from =
        new ChannelContext(Channel.WHATSAPP, "4670000", "C1", "APP", "CONV1", "P1");
    return new EventHeader("MESSAGE_INBOUND", from, at, id, null, null, null);
  }
}
