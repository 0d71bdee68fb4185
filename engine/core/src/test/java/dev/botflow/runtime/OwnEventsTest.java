package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.message.HostMessage;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.SessionSamples;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events a host hands in itself are stored as bytes and read back after a restart; timers and results are made here. */
class OwnEventsTest {
  private static final Instant AT = Instant.parse("2026-03-02T09:00:00.123Z");
  private static final ChannelContext ABOUT =
      new ChannelContext(Channel.SMS, "46705550100", "C1", "APP", "CONV", "P1");
  private static final ChannelContext CONTACT =
      new ChannelContext(null, null, "C1", "APP", null, null);

  private static EventHeader header(String trigger, ChannelContext about) {
    return EventHeader.own(trigger, about, AT, "APP:e1");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsBackWhatItWrote() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "Ana \u00e9");
    values.put("count", new BigDecimal("5"));
    values.put("price", new BigDecimal("1.10"));
    values.put("yes", true);
    values.put("list", List.of("a", new BigDecimal("2")));
    values.put("map", Map.of("b", "c"));
    for (InboundEvent event : List.of(
        new AgentJoined(header("AGENT_JOINED", ABOUT)),
        new AgentJoined(header("AGENT_JOINED", CONTACT)),
        new AgentLeft(header("AGENT_LEFT", ABOUT)),
        OwnEvents.message(ABOUT, HostMessage.text("k1", "Ana \u00e9").asLegal(), AT),
        OwnEvents.message(CONTACT, HostMessage.text("k1", "Hi.").afterTyping(), AT),
        new HostEvent(header("HOST_EVENT", ABOUT), "cart abandoned", values),
        new HostEvent(header("HOST_EVENT", CONTACT), "ping", new LinkedHashMap<>()))) {
      byte[] raw = OwnEvents.write(event);

      assertThat(OwnEvents.wrote(raw)).isTrue();
      assertThat(OwnEvents.read(raw)).isEqualTo(event);
    }
  }

  @Test
  void aMessageIsTheSameForItsContactAndKeyAlone() {
    HostMessage shipped = HostMessage.text("shipped-17", "It is on its way.");
    ChannelContext other = new ChannelContext(Channel.SMS, "46705550101", null, "APP", null, null);

    MessageRequested event = OwnEvents.message(CONTACT, shipped, AT);

    // The channel named may be another one; whoever reads the key must not find a contact in it.
    assertThat(
            OwnEvents.message(ABOUT, HostMessage.text("shipped-17", "Again."), AT.plusSeconds(1)))
        .extracting(MessageRequested::messageId, one -> one.header().dedupeKey())
        .containsExactly(event.messageId(), "APP:send:" + event.messageId());
    assertThat(
            OwnEvents.message(CONTACT, HostMessage.text("shipped-18", "x"), AT).messageId())
        .isNotEqualTo(event.messageId());
    assertThat(OwnEvents.message(other, shipped, AT).header().dedupeKey())
        .isNotEqualTo(event.header().dedupeKey())
        .doesNotContain("46705550101");
  }

  @Test
  void readsAnEventThatHoldsNoValues() {
    InboundEvent event = OwnEvents.read(bytes(
        "{\"botflow_event\":\"host\",\"name\":\"ping\",\"id\":\"e1\",\"at\":\"" + AT + "\"}"));

    assertThat(event)
        .isEqualTo(new HostEvent(
            EventHeader.own(
                "HOST_EVENT", new ChannelContext(null, null, null, null, null, null), AT, "e1"),
            "ping",
            new LinkedHashMap<>()));
  }

  @Test
  void writesNoEventThatCameFromOutside() {
    assertThatThrownBy(() -> OwnEvents.write(new TimerFired(header("TIMER", ABOUT), "r1.delay")))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "accept: expected an agent or host event, a message, or the bytes it was read from, but was TimerFired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"botflow_event\"", "{\"app_id\":\"botflow_event\":}"})
  void takesNoOtherBytesForItsOwn(String text) {
    assertThat(OwnEvents.wrote(bytes(text))).isFalse();
  }

  @Test
  void takesTheShortestBeginningForItsOwnAndSaysWhatItCannotRead() {
    byte[] cut = bytes("{\"botflow_event\":");

    assertThat(OwnEvents.wrote(cut)).isTrue();
    assertThatThrownBy(() -> OwnEvents.read(cut))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("inbox: expected an event the engine wrote, but was unreadable");
  }

  @Test
  void aTimerBecomesAnEventOfTheMomentItWasDue() {
    Timer timer = new Timer("r1.delay", SessionKey.of(ABOUT), ABOUT, AT);

    assertThat(OwnEvents.fired(timer))
        .isEqualTo(new TimerFired(EventHeader.own("TIMER", ABOUT, AT, timer.firing()), "r1.delay"));
  }

  @Test
  void aResultBecomesAnEventThatNamesItsCall() {
    Call call = SessionSamples.call(SessionSamples.key("c1"), "call-1");

    assertThat(OwnEvents.result(call, ActionCompleted.Outcome.ERROR, "v", "why", AT))
        .isEqualTo(new ActionCompleted(
            EventHeader.own("ACTION_RESULT", call.context(), AT, "call:call-1"),
            "call-1",
            ActionCompleted.Outcome.ERROR,
            "v",
            "why"));
  }
}
