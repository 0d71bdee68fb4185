package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.OutboundJson;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.codec.TraceJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * G9: the same events at the same times give the same bytes: sessions, traces, what is stored and what is sent. PlayResult
 * twice here, and compared with what was written down, on whatever Java this is.
 */
class ReplayTest {
  private static final Path DIGEST = Path.of("src/test/resources/replay.sha256");
  private static final Path SHOWN = Path.of("target/replay.txt");
  private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");
  private static final int EVENTS = 400;

  private static final List<String> WORDS = List.of(
      "hi",
      "order",
      "LC-000001",
      "LC-004217",
      "track order",
      "plant advice",
      "menu",
      "STOP",
      "START",
      "a person",
      "thanks");

  private static final int SCENES = 2_000;

  private static final String STUBS = "shop.findOrder: { ok: { status: lost } }";
  private static final String ANSWERS = "shop.findOrder: ["
      + "{ ok: { status: travelling, eta: \"2026-03-04\" } }, { ok: { status: lost } }, { error: no }, timeout, "
          .repeat(200)
      + "timeout ]";

  @Test
  @Tag("G9")
  void theSameHistoryGivesTheSameBytes() throws IOException {
    Occurrences occurrences = new Occurrences();

    String first = played(history()) + scenes(occurrences);
    String again = played(history()) + scenes(new Occurrences());

    assertThat(again).isEqualTo(first);
    assertThat(occurrences.counts())
        .containsKeys(Occurrences.expected(Bots.underLoad()).toArray(String[]::new));
    if ("update".equals(System.getProperty("botflow.golden"))) {
      Files.writeString(DIGEST, digest(first) + "\n");
    }
    Files.writeString(SHOWN, first);
    assertThat(digest(first))
        .as("the digest of %s; if the change is meant, -Dbotflow.golden=update writes it", SHOWN)
        .isEqualTo(Files.readString(DIGEST).strip());
  }

  /** The recorded events of the sample, and after them twelve contacts who write all over the channels. */
  private static List<InboundEvent> history() throws IOException {
    List<InboundEvent> history = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("events"))) {
      for (Path file : files.sorted().toList()) {
        history.add(SinchEvents.read(Files.readAllBytes(file), BEGIN));
      }
    }
    Random random = new Random(9);
    Instant at = BEGIN;
    for (int i = 0; i < EVENTS; i++) {
      at = at.plusSeconds(random.nextInt(1200));
      history.add(event(i, at, random.nextInt(12), WORDS.get(random.nextInt(WORDS.size()))));
    }
    return history;
  }

  private static InboundEvent event(int number, Instant at, int contact, String text) {
    String channel = Platform.CHANNELS.get(contact % Platform.CHANNELS.size());
    String body = """
        {"app_id": "%s", "accepted_time": "%s", "event_time": "%s", "project_id": "%s",
         "message": {"id": "01KJREP%019d", "direction": "TO_APP",
           "contact_message": {"text_message": {"text": "%s"}},
           "channel_identity": {"channel": "%s", "identity": "4477009012%02d", "app_id": ""},
           "conversation_id": "01KJC0NVERSAT0N0000000%04d", "contact_id": "01KJC0NTACT000000000%06d",
           "metadata": "", "accept_time": "%s", "processing_mode": "CONVERSATION"}}
        """.formatted(
            Platform.APP,
            at,
            at,
            Platform.PROJECT,
            number,
            text,
            channel,
            contact,
            contact,
            contact,
            at);
    return SinchEvents.read(body.getBytes(StandardCharsets.UTF_8), at);
  }

  private static String played(List<InboundEvent> history) {
    StringBuilder bytes = new StringBuilder();
    Player player = player(Bots.acceptance(), STUBS);
    for (InboundEvent event : history) {
      List<PlayResult> lines = player.play(event);
      lines.forEach(line -> write(bytes, player, line));
      // An agent leaves once the contact wrote again: else all of them would soon be silent.
      if ("silent".equals(lines.get(lines.size() - 1).decision())) {
        EventHeader left = EventHeader.own(
            "AGENT_LEFT", event.context(), event.at(), "left:" + event.header().dedupeKey());
        player.play(new AgentLeft(left)).forEach(line -> write(bytes, player, line));
      }
    }
    return bytes.toString();
  }

  /** People who lead the load bot everywhere, on every channel. */
  private static String scenes(Occurrences occurrences) {
    StringBuilder bytes = new StringBuilder();
    Player player = player(Bots.underLoad(), ANSWERS);
    new PlayedScenes(player, BEGIN, 12, 9, line -> {
          occurrences.played(line);
          write(bytes, player, line);
        })
        .play(SCENES);
    return bytes.toString();
  }

  private static Player player(Path bot, String answers) {
    Findings findings = new Findings();
    Stubs stubs = Stubs.read("stubs", answers, findings);
    assertThat(findings.all()).isEmpty();
    return new Player(BotVersions.of(Bots.load(bot)), stubs, null, HostFacts.none());
  }

  private static void write(StringBuilder bytes, Player player, PlayResult line) {
    bytes.append(line.event().header().dedupeKey()).append('\n');
    bytes.append(SessionJson.write(player.session(line.event().key()))).append('\n');
    line.trace()
        .forEach(entry -> bytes
            .append(TraceJson.write(new dev.botflow.session.Trace(List.of(entry))))
            .append('\n'));
    line.messages().forEach(message -> write(bytes, message));
  }

  private static void write(StringBuilder bytes, Outgoing message) {
    bytes.append(OutboundJson.write(message)).append('\n');
    bytes.append(SinchMessages.body(message, SinchChannelLimits.all())).append('\n');
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
