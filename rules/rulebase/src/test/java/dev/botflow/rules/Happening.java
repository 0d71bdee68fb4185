package dev.botflow.rules;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Situation;
import dev.botflow.session.Button;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.SessionBuilder;
import dev.botflow.session.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event and the session it meets, put together by hand: a new contact on WhatsApp, Monday 10:00 in Brussels. */
public final class Happening {
  private Channel channel = Channel.WHATSAPP;
  private String contact = "c1";
  private Instant at = Instant.parse("2026-03-02T09:00:00Z");
  private boolean known;
  private boolean agent;
  private boolean optedOut;
  private @Nullable String askedStep;
  private final List<Button> buttons = new ArrayList<>();
  private final Map<String, Object> hostFacts = new LinkedHashMap<>();

  public Happening on(Channel newChannel) {
    channel = newChannel;
    return this;
  }

  public Happening of(String contactId) {
    contact = contactId;
    return this;
  }

  public Happening at(String instant) {
    at = Instant.parse(instant);
    return this;
  }

  public Happening returning() {
    known = true;
    return this;
  }

  public Happening agentActive() {
    agent = true;
    return this;
  }

  public Happening optedOut() {
    optedOut = true;
    return this;
  }

  /** The step of flow welcome that waits for an answer. */
  public Happening asked(String step) {
    askedStep = step;
    known = true;
    return this;
  }

  /** A button that was offered by a step of flow welcome in this run; the open question's run is r1. */
  public Happening offered(String postback, String run, String step, String choice) {
    buttons.add(new Button(postback, run, "welcome", step, choice, "Track order"));
    return this;
  }

  public Happening given(String fact, Object value) {
    hostFacts.put(fact, value);
    return this;
  }

  private ChannelContext context() {
    return new ChannelContext(channel, "32470000000", contact, "app", "conv", "project");
  }

  private EventHeader header(String trigger) {
    return EventHeader.own(trigger, context(), at, "key");
  }

  /** A text that is told apart from others by its key. */
  public InboundEvent text(String text, String key) {
    return new MessageReceived(
        EventHeader.own("MESSAGE_INBOUND", context(), at, key),
        key,
        new Content.Text(text),
        null,
        null,
        null,
        false);
  }

  public InboundEvent text(String text) {
    return message(new Content.Text(text));
  }

  public InboundEvent tap(String postback) {
    return message(new Content.ChoiceResponse("m0", postback));
  }

  public InboundEvent message(Content content) {
    return new MessageReceived(header("MESSAGE_INBOUND"), "m1", content, null, null, null, false);
  }

  public InboundEvent deliveryFailed() {
    return new DeliveryReport(header("MESSAGE_DELIVERY"), "m0", "FAILED", null, "id");
  }

  public InboundEvent optIn() {
    return new OptInChanged(header("OPT_IN"), true, "q", "OPT_IN_SUCCEEDED", null);
  }

  public InboundEvent host(String name) {
    return new HostEvent(header("HOST_EVENT"), name, new LinkedHashMap<>());
  }

  public Facts facts(BotVersion bot, InboundEvent event) {
    return Facts.of(new Situation(event, session(event), BotVersions.of(bot), hostFacts, at, true));
  }

  public Decision decide(BotVersion bot, InboundEvent event) {
    return bot.router().route(facts(bot, event));
  }

  private Session session(InboundEvent event) {
    SessionBuilder session = Session.fresh(event.key()).toBuilder()
        .version(3)
        .runCount(1)
        .known(known)
        .agentActive(agent)
        .optedOut(optedOut ? Set.of(channel) : Set.of())
        .buttons(buttons);
    if (askedStep != null) {
      Frame frame = Frame.begin("welcome", 0, askedStep, new LinkedHashMap<>(), null);
      Run run = Run.begin("r1", frame, "R10", Run.Kind.PLAIN, 0, at);
      session.runs(List.of(run.waitingFor(Wait.ForAnswer.begin(askedStep, at, 1))));
    }
    return session.build();
  }
}
