package dev.botflow.scenario;

import dev.botflow.BotFlow;
import dev.botflow.Intake.Receipt;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.flow.Texts;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.routing.BotVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A transport for tests: its events are text, {@code id contact what was written}, and it takes messages as asked. */
public class Wire implements Transport {
  private static final byte[] KEY = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);

  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private final Function<Outgoing, SendOutcome> answer;

  public Wire(Function<Outgoing, SendOutcome> answer) {
    this.answer = answer;
  }

  public static Wire accepting() {
    return new Wire(message -> new SendOutcome.Sent("sinch-" + message.id()));
  }

  /** A bot that starts this flow, {@code f}, with every message. */
  public static BotVersion bot(String flow) {
    return Talk.bot(new PlainRouter("f"), flow);
  }

  /** The same with more lines of bot.yaml. */
  public static BotVersion bot(String settings, String flow) {
    return Talk.bot(new PlainRouter("f"), Texts.none(), settings, flow);
  }

  /** An engine without a bot. */
  public static BotFlow.Builder engine() {
    return BotFlow.builder().key(KEY);
  }

  /** A bot that starts the first flow, {@code f}, with every message, and the second, {@code stop}, with STOP. */
  public static BotVersion stoppable(String flow, String stop) {
    return Talk.bot(new PlainRouter("f").ending("STOP", "stop"), flow, stop);
  }

  /** An engine with that bot. */
  public static BotFlow.Builder engine(String flow) {
    return BotFlow.builder().bot(bot(flow)).key(KEY);
  }

  /** Hands an SMS to the engine. */
  public static Receipt give(BotFlow engine, String id, String contact, String text) {
    return give(engine, "APP", id, contact, text);
  }

  public static Receipt give(BotFlow engine, String app, String id, String contact, String text) {
    return engine.accept(event(app, id, contact, text), raw(app, id, contact, text));
  }

  public static MessageReceived event(String id, String contact, String text) {
    return event("APP", id, contact, text);
  }

  private static MessageReceived event(String app, String id, String contact, String text) {
    ChannelContext context = context(app, contact);
    EventHeader header =
        new EventHeader("MESSAGE_INBOUND", context, Talk.START, app + ":" + id, null, null, null);
    return new MessageReceived(header, id, new Content.Text(text), null, null, null, false);
  }

  /** Who writes: over SMS, all with the same number. */
  public static ChannelContext context(String app, String contact) {
    return new ChannelContext(Channel.SMS, "46705550100", contact, app, null, null);
  }

  public static byte[] raw(String id, String contact, String text) {
    return raw("APP", id, contact, text);
  }

  public static byte[] raw(String app, String id, String contact, String text) {
    return (app + " " + id + " " + contact + " " + text).getBytes(StandardCharsets.UTF_8);
  }

  /** Messages taken, as {@code contact text}, in the order they came. */
  public List<String> taken() {
    return taken;
  }

  @Override
  public InboundEvent read(byte[] body, Instant receivedAt) {
    String[] parts = new String(body, StandardCharsets.UTF_8).split(" ", 4);
    return event(parts[0], parts[1], parts[2], parts[3]);
  }

  @Override
  public CompletionStage<SendOutcome> send(Outgoing message) {
    SendOutcome outcome = answer.apply(message);
    if (outcome instanceof SendOutcome.Sent) {
      taken.add(message.to().contactId() + " " + message.message().readable());
    }
    return CompletableFuture.completedFuture(outcome);
  }
}
