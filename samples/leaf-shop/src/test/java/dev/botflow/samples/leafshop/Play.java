package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.error.Findings;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.TraceEntry;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.sinch.webhook.SinchEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * One contact on one channel, played without sockets: webhook bodies are read as the connector reads them, and what is
 * sent is rendered as it renders it.
 */
final class Play {
  private static final String BODY = """
      {"app_id": "%s", "accepted_time": "%s", "event_time": "%s", "project_id": "%s",
       "message": {"id": "01KJP1AYED00000000000000%02d", "direction": "TO_APP",
         "contact_message": {"text_message": {"text": "%s"}},
         "channel_identity": {"channel": "%s", "identity": "447700900201", "app_id": ""},
         "conversation_id": "01KJC0NVERSAT0N00000000201", "contact_id": "01KJC0NTACT000000000000201",
         "metadata": "", "accept_time": "%s", "sender_id": "", "processing_mode": "CONVERSATION", "injected": false},
       "message_metadata": "", "correlation_id": ""}
      """;

  private final Player player;
  private final String channel;
  private int count;

  private Play(Player player, String channel) {
    this.player = player;
    this.channel = channel;
  }

  /** @param stubs YAML as in scenarios */
  static Play of(Path bot, String channel, String stubs) {
    Findings findings = new Findings();
    Stubs read = Stubs.read("stubs", stubs, findings);
    assertThat(findings.all()).isEmpty();
    return new Play(
        new Player(BotVersions.of(Bots.load(bot)), read, null, HostFacts.none()), channel);
  }

  /** The contact writes; the last line is the answer to it. */
  PlayResult says(String at, String text) {
    List<PlayResult> lines = player.play(message(at, text));
    return lines.get(lines.size() - 1);
  }

  /** The contact writes; timers that were due before have lines of their own. */
  List<PlayResult> saysLater(String at, String text) {
    return player.play(message(at, text));
  }

  private InboundEvent message(String at, String text) {
    count++;
    Instant time = instant(at);
    String body =
        BODY.formatted(Platform.APP, time, time, Platform.PROJECT, count, text, channel, time);
    return SinchEvents.read(body.getBytes(StandardCharsets.UTF_8), time);
  }

  /** The contact taps the choice with this label, of the messages of a line. */
  PlayResult taps(String at, PlayResult offering, String label) {
    for (JsonNode body : bodies(offering)) {
      for (JsonNode choice : body.at("/message/choice_message/choices")) {
        if (choice.at("/text_message/text").asText().equals(label)) {
          String postback = choice.path("postback_data").asText();
          return posts(
              at,
              "\"choice_response_message\": {\"message_id\": \"M\", \"postback_data\": \""
                  + postback + "\"}");
        }
      }
    }
    throw new AssertionError("no message offers " + label);
  }

  private PlayResult posts(String at, String content) {
    count++;
    Instant time = instant(at);
    String body = BODY.replace("\"text_message\": {\"text\": \"%s\"}", content.replace("%", "%%"))
        .formatted(Platform.APP, time, time, Platform.PROJECT, count, channel, time);
    List<PlayResult> lines =
        player.play(SinchEvents.read(body.getBytes(StandardCharsets.UTF_8), time));
    return lines.get(lines.size() - 1);
  }

  /** Something else than a message, by the member of its trigger; the contact is this one's where it says CONTACT. */
  PlayResult happens(String at, String member) {
    Instant time = instant(at);
    String body = "{\"app_id\": \"" + Platform.APP + "\", \"project_id\": \"" + Platform.PROJECT
        + "\", \"event_time\": \"" + time + "\", "
        + member.replace("CONTACT", "01KJC0NTACT000000000000201") + "}";
    List<PlayResult> lines =
        player.play(SinchEvents.read(body.getBytes(StandardCharsets.UTF_8), time));
    return lines.get(lines.size() - 1);
  }

  /** The person of the desk leaves. */
  PlayResult agentLeaves(String at, PlayResult before) {
    EventHeader header = EventHeader.own(
        "AGENT_LEFT", before.event().context(), instant(at), "agent-left-" + ++count);
    List<PlayResult> lines = player.play(new AgentLeft(header));
    return lines.get(lines.size() - 1);
  }

  List<PlayResult> until(String at) {
    return player.until(instant(at));
  }

  Player player() {
    return player;
  }

  /** Brussels has +01:00 in March until the 29th. */
  private static Instant instant(String at) {
    return OffsetDateTime.parse("2026-03-" + at + ":00+01:00").toInstant();
  }

  static List<JsonNode> bodies(PlayResult played) {
    return played.messages().stream()
        .map(
            (Outgoing message) -> Stage.json(SinchMessages.body(message, SinchChannelLimits.all())))
        .toList();
  }

  static List<String> texts(PlayResult played) {
    return played.messages().stream()
        .map(message -> message.message().readable())
        .toList();
  }

  /** What a kind of trace entry says, in order. */
  static List<Map<String, Object>> traced(PlayResult played, String what) {
    return played.trace().stream()
        .filter(entry -> entry.what().equals(what))
        .map(TraceEntry::details)
        .toList();
  }
}
