package dev.botflow.store.codec;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.message.Address;
import dev.botflow.message.AddressJson;
import dev.botflow.session.Button;
import dev.botflow.session.Lately;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions as stores keep them: the engine's own JSON, with its version in {@code v}. What is written reads back
 * equal, down to the scale of a number and the order of a map; only half of a surrogate pair in a text, which is no
 * character, becomes U+FFFD. Equal sessions give equal text. A change that an older engine would misread raises
 * {@code v}, which no older engine accepts.
 */
public final class SessionJson {
  private static final int VERSION = 1;

  private SessionJson() {}

  /**
   * The session as JSON.
   *
   * @throws dev.botflow.error.BotFlowException if a variable holds anything but text (1,048,576 characters at most),
   *     {@code BigDecimal} (1,000 digits), true or false, lists and maps (100 inside each other), or if all is longer
   *     than 16,777,216 characters
   */
  public static String write(Session session) {
    return JsonOut.write("session", json -> write(json, session));
  }

  /**
   * The session written here.
   *
   * @throws dev.botflow.error.BotFlowException if this is no session of a version known here
   */
  public static Session read(String text) {
    JsonIn json = JsonIn.read("session", text, VERSION);
    JsonIn replyTo = json.objectOrNull("replyTo");
    return Session.fresh(new SessionKey(json.text("key"))).toBuilder()
        .version(json.number("version"))
        .contact(json.values("contact"))
        .variables(json.values("variables"))
        .runs(json.list("runs", RunFields::read))
        .runCount(json.smallNumber("runCount"))
        .misses(json.smallNumber("misses"))
        .lastFlow(json.textOrNull("lastFlow"))
        .known(json.flag("known"))
        .agentActive(json.flag("agentActive"))
        .optedOut(readChannels(json, "optedOut"))
        .optedOutOfAll(json.flag("optedOutOfAll"))
        .replyTo(replyTo == null ? null : AddressJson.read(replyTo))
        .identities(readIdentities(json))
        .buttons(json.list("buttons", SessionJson::readButton))
        .sent(json.list("sent", SessionJson::readSent))
        .expiresAt(json.timeOrNull("expires"))
        // Sessions of before these fields were there have none of it.
        .optedBackIn(json.has("optedBackIn") ? readChannels(json, "optedBackIn") : Set.of())
        .heard(json.has("heard") ? readHeard(json) : Collections.emptyMap())
        .lately(json.has("lately") ? json.list("lately", SessionJson::readLately) : List.of())
        .build();
  }

  private static void write(JsonOut json, Session session) {
    json.number("v", VERSION)
        .text("key", session.key().value())
        .number("version", session.version())
        .values("contact", session.contact())
        .values("variables", session.variables())
        .list("runs", session.runs(), RunFields::write)
        .number("runCount", session.runCount())
        .number("misses", session.misses())
        .text("lastFlow", session.lastFlow())
        .flag("known", session.known())
        .flag("agentActive", session.agentActive())
        .list(
            "optedOut",
            session.optedOut().stream().toList(),
            (item, channel) -> item.text("channel", channel.name()))
        .flag("optedOutOfAll", session.optedOutOfAll());
    Address replyTo = session.replyTo();
    if (replyTo != null) {
      json.object("replyTo", to -> AddressJson.write(to, replyTo));
    }
    Map<String, String> identities = new LinkedHashMap<>();
    session.identities().forEach((channel, identity) -> identities.put(channel.name(), identity));
    json.values("identities", identities)
        .list("buttons", session.buttons(), SessionJson::writeButton)
        .list("sent", session.sent(), SessionJson::writeSent)
        .time("expires", session.expiresAt());
    if (!session.optedBackIn().isEmpty()) {
      json.list(
          "optedBackIn",
          session.optedBackIn().stream().toList(),
          (item, channel) -> item.text("channel", channel.name()));
    }
    if (!session.heard().isEmpty()) {
      Map<String, String> heard = new LinkedHashMap<>();
      session.heard().forEach((channel, at) -> heard.put(channel.name(), at.toString()));
      json.values("heard", heard);
    }
    if (!session.lately().isEmpty()) {
      json.list("lately", session.lately(), SessionJson::writeLately);
    }
  }

  private static Set<Channel> readChannels(JsonIn json, String field) {
    return new LinkedHashSet<>(json.list(field, item -> AddressJson.channel(item, "channel")));
  }

  private static Map<Channel, Instant> readHeard(JsonIn json) {
    Map<Channel, Instant> heard = new LinkedHashMap<>();
    json.texts("heard").forEach((channel, at) -> {
      if (channel.isBlank()) {
        throw json.broken("heard", "names of channels", "a blank one");
      }
      try {
        heard.put(new Channel(channel), Instant.parse(at));
      } catch (DateTimeException e) {
        throw json.broken("heard", "moments such as 2026-03-02T09:00:00Z", "another text");
      }
    });
    return heard;
  }

  private static Map<Channel, String> readIdentities(JsonIn json) {
    Map<Channel, String> identities = new LinkedHashMap<>();
    json.texts("identities").forEach((channel, identity) -> {
      if (channel.isBlank()) {
        throw json.broken("identities", "names of channels", "a blank one");
      }
      identities.put(new Channel(channel), identity);
    });
    return identities;
  }

  private static void writeButton(JsonOut json, Button button) {
    json.text("postback", button.postback())
        .text("run", button.run())
        .text("flow", button.flow())
        .text("step", button.step())
        .text("choice", button.choice())
        .text("label", button.label());
  }

  private static Button readButton(JsonIn json) {
    return new Button(
        json.text("postback"),
        json.text("run"),
        json.text("flow"),
        json.text("step"),
        json.text("choice"),
        json.text("label"));
  }

  private static void writeLately(JsonOut json, Lately lately) {
    json.text("channel", lately.channel().name())
        .text("said", lately.said())
        .text("answered", lately.answered())
        .time("at", lately.at())
        .time("handled", lately.handled());
  }

  private static Lately readLately(JsonIn json) {
    return new Lately(
        AddressJson.channel(json, "channel"),
        json.text("said"),
        json.text("answered"),
        json.time("at"),
        json.time("handled"));
  }

  private static void writeSent(JsonOut json, SentMessage sent) {
    json.text("id", sent.id())
        .text("flow", sent.flow())
        .text("step", sent.step())
        .flag("routable", sent.routable())
        .text("acted", sent.acted());
  }

  private static SentMessage readSent(JsonIn json) {
    return new SentMessage(
        json.text("id"),
        json.text("flow"),
        json.text("step"),
        json.flag("routable"),
        json.text("acted"));
  }
}
