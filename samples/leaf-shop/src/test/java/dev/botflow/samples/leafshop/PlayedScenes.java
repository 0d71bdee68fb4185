package dev.botflow.samples.leafshop;

import dev.botflow.event.AgentLeft;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.sinch.webhook.SinchEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * People who play {@link Scenes} before a {@link Player}, in one thread and by a time of their own: the same events, and so
 * the same bytes, for the same seed. Each person is on another channel, and has a second number for SMS. An agent leaves
 * once the contact wrote to them; of some messages reports come.
 */
final class PlayedScenes {
  private static final int MILLIS_OF_A_WAIT = 3_000;

  private final Player player;
  private final Random random;
  private final Consumer<PlayResult> lines;
  private final List<Someone> people = new ArrayList<>();
  private Instant at;
  private int count;

  /** @param lines takes all that is played */
  PlayedScenes(Player player, Instant begin, int people, long seed, Consumer<PlayResult> lines) {
    this.player = player;
    this.random = new Random(seed);
    this.lines = lines;
    this.at = begin;
    for (int i = 0; i < people; i++) {
      this.people.add(new Someone(i, new Scenes(seed + i)));
    }
  }

  /** One of them; {@code first} and {@code second} count the contacts that Sinch has of them. */
  private static final class Someone {
    final int number;
    final Scenes scenes;
    int first;
    int second;
    String lastMessage = "";

    Someone(int number, Scenes scenes) {
      this.number = number;
      this.scenes = scenes;
      this.first = number * 1_000;
      this.second = number * 1_000 + 1;
    }

    int contact() {
      return scenes.onSecond() ? second : first;
    }

    String channel() {
      return scenes.onSecond() ? "SMS" : Platform.CHANNELS.get(number % Platform.CHANNELS.size());
    }

    String identity() {
      return String.format("4477009%05d", scenes.onSecond() ? 50_000 + second : number);
    }
  }

  /** So many things are done, each by anybody. */
  void play(int things) {
    for (int i = 0; i < things; i++) {
      Someone who = people.get(random.nextInt(people.size()));
      at = at.plusMillis(random.nextInt(30));
      acts(who, who.scenes.next());
    }
  }

  private void acts(Someone who, String what) {
    switch (what) {
      case Scenes.WAITS -> at = at.plusMillis(MILLIS_OF_A_WAIT);
      case Scenes.OPTS_OUT -> play(who, opt(who, "out"));
      case Scenes.OPTS_IN -> play(who, opt(who, "in"));
      case Scenes.UNREACHABLE -> play(who, delivery(who, "FAILED"));
      case Scenes.MERGES -> merges(who);
      default -> writes(who, what);
    }
  }

  private void writes(Someone who, String text) {
    if (text.equals(Scenes.START)) {
      who.scenes.cameBack();
    }
    PlayResult played = play(who, message(who, text));
    if (player.session(played.event().key()).agentActive() && "silent".equals(played.decision())) {
      ChannelContext about = played.event().context();
      count++;
      play(
          who,
          new AgentLeft(
              EventHeader.own("AGENT_LEFT", about, at, Platform.APP + Witness.AGENT + count)));
    }
    if (!played.messages().isEmpty() && random.nextInt(4) == 0) {
      play(who, submit(who));
      play(who, delivery(who, "DELIVERED"));
    }
  }

  private void merges(Someone who) {
    boolean keepsFirst = who.scenes.tossed();
    int kept = keepsFirst ? who.first : who.second;
    int gone = keepsFirst ? who.second : who.first;
    who.scenes.merged();
    String identity = Person.identity(who.channel(), who.identity());
    who.first = kept;
    who.second = Math.max(kept, gone) + 1;
    play(
        who,
        read(Person.merge(SinchIds.contact(kept), identity, SinchIds.contact(gone), identity, at)));
  }

  private PlayResult play(Someone who, InboundEvent event) {
    List<PlayResult> all = player.play(event);
    all.forEach(lines);
    for (PlayResult line : all) {
      for (Outgoing message : line.messages()) {
        if (line.event().key().equals(event.key())) {
          who.lastMessage = message.id();
        }
      }
    }
    return all.get(all.size() - 1);
  }

  private InboundEvent message(Someone who, String text) {
    return about(who, "message", """
        "id": "%s", "direction": "TO_APP", "contact_message": {"text_message": {"text": "%s"}}, "metadata": ""
        """.formatted(SinchIds.message(++count), text));
  }

  private InboundEvent submit(Someone who) {
    return about(who, "message_submit_notification", """
        "message_id": "%s", "metadata": "%s"
        """.formatted(
            SinchIds.message(++count), who.lastMessage));
  }

  private InboundEvent delivery(Someone who, String status) {
    return about(who, "message_delivery_report", """
        "message_id": "%s", "metadata": "%s", "status": "%s"
        """.formatted(
            SinchIds.message(++count), who.lastMessage, status));
  }

  private InboundEvent opt(Someone who, String way) {
    return read("""
        {"app_id": "%s", "project_id": "%s", "event_time": "%s",
         "opt_%s_notification": {"request_id": "%s", "contact_id": "%s", "channel": "%s", "identity": "%s",
           "status": "OPT_%s_SUCCEEDED", "processing_mode": "CONVERSATION"}}
        """.formatted(
            Platform.APP,
            Platform.PROJECT,
            at,
            way,
            SinchIds.message(++count),
            SinchIds.contact(who.contact()),
            who.channel(),
            who.identity(),
            way.toUpperCase(java.util.Locale.ROOT)));
  }

  private InboundEvent about(Someone who, String key, String members) {
    return read("""
        {"app_id": "%s", "project_id": "%s", "event_time": "%s",
         "%s": {%s, "contact_id": "%s", "conversation_id": "%s",
           "channel_identity": {"channel": "%s", "identity": "%s", "app_id": ""},
           "processing_mode": "CONVERSATION"}}
        """.formatted(
            Platform.APP,
            Platform.PROJECT,
            at,
            key,
            members,
            SinchIds.contact(who.contact()),
            SinchIds.conversation(who.contact()),
            who.channel(),
            who.identity()));
  }

  private InboundEvent read(String body) {
    return SinchEvents.read(body.getBytes(StandardCharsets.UTF_8), at);
  }

  /** Ids that look like Sinch's. */
  private static final class SinchIds {
    static String message(int number) {
      return String.format("01KJREP%019d", number);
    }

    static String contact(int number) {
      return String.format("01KJC0NTACT000000000%06d", number);
    }

    static String conversation(int number) {
      return String.format("01KJC0NVERSAT0N00000%06d", number);
    }
  }
}
