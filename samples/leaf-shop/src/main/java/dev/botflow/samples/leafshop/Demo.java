package dev.botflow.samples.leafshop;

import static java.util.Objects.requireNonNull;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.session.Call;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.turn.Turn;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets contacts write, and prints for each event which row and flow it led to and what Sinch took. */
final class Demo {
  private static final String LINE = "%-11s %-5s %-15s %s%n";

  private final Platform platform;
  private final PrintWriter out;

  Demo(Platform platform, PrintWriter out) {
    this.platform = platform;
    this.out = out;
  }

  /** Contacts nobody has met, one a channel. */
  private static Map<String, String> newcomers() {
    Map<String, String> newcomers = new LinkedHashMap<>();
    newcomers.put("WHATSAPP", "447700900201");
    newcomers.put("RCS", "447700900202");
    newcomers.put("SMS", "447700900203");
    newcomers.put("MMS", "12025550204");
    newcomers.put("MESSENGER", "7000000000000205");
    newcomers.put("INSTAGRAM", "17840000000000206");
    newcomers.put("TELEGRAM", "900000207");
    newcomers.put("LINE", "U1eaf0000000000000000000000000208");
    newcomers.put("VIBERBM", "447700900209");
    return newcomers;
  }

  /** @throws IllegalStateException if an answer does not come, or is not what the bot's table says */
  void run() {
    out.println("A new contact writes \"hi\":");
    out.printf(LINE, "Channel", "Row", "Flow", "Accepted by Sinch");
    Map<String, CompletableFuture<CallbackOutcome>> written = new LinkedHashMap<>();
    newcomers()
        .forEach((channel, identity) ->
            written.put(channel, platform.sinch().injectMessage(channel, identity, "hi")));
    List<SentMessage> onWhatsApp = new ArrayList<>();
    written.forEach((channel, outcome) -> {
      List<SentMessage> sent = print(channel, outcome);
      if (channel.equals("WHATSAPP")) {
        onWhatsApp.addAll(sent);
      }
    });
    out.println();
    conversation(onWhatsApp);
  }

  private void conversation(List<SentMessage> welcome) {
    String identity = requireNonNull(newcomers().get("WHATSAPP"), "the contact on WHATSAPP");
    out.println("The contact on WHATSAPP goes on:");
    out.printf(LINE, "Contact", "Row", "Flow", "Accepted by Sinch");
    Offer offer = offer(welcome, "track");
    print(
        "taps track",
        platform
            .sinch()
            .injectChoice("WHATSAPP", identity, offer.message().messageId(), offer.postback()));
    print("12", platform.sinch().injectMessage("WHATSAPP", identity, "12"));
    print("lc-004217", platform.sinch().injectMessage("WHATSAPP", identity, "lc-004217"));
  }

  /** A choice to tap. */
  private record Offer(SentMessage message, String postback) {}

  /** The first choice whose label begins like this. */
  private static Offer offer(List<SentMessage> messages, String label) {
    for (SentMessage message : messages) {
      for (String offered : Shown.of(message).labels()) {
        if (offered.toLowerCase(Locale.ROOT).startsWith(label)) {
          return new Offer(message, Shown.postback(message, offered).orElseThrow());
        }
      }
    }
    throw new IllegalStateException(
        "the first answer on WHATSAPP: expected a choice \"" + label + "\", but was none");
  }

  /** Waits for the answer to an event and prints it: one line, and one more for each further message or call. */
  private List<SentMessage> print(String who, CompletableFuture<CallbackOutcome> posted) {
    CallbackOutcome outcome = settled(who, posted);
    if (!outcome.accepted()) {
      throw new IllegalStateException(
          who + ": expected the webhook call to be accepted, but it was refused");
    }
    Journal.Answer answer = platform.journal().answer(outcome.id());
    List<SentMessage> sent = new ArrayList<>();
    for (Outgoing message : answer.messages()) {
      sent.add(sent(platform.journal().taken(message)));
    }
    List<String> lines = new ArrayList<>();
    answer.calls().forEach(call -> lines.add(line(call)));
    sent.forEach(message -> lines.add(Shown.of(message).toString()));
    String rule = answer.first().rule();
    String flow = answer.first().flow();
    String first = who;
    for (String line : lines.isEmpty() ? List.of("nothing") : lines) {
      out.printf(LINE, first, rule == null ? "-" : rule, flow == null ? "-" : flow, line);
      first = "";
      rule = "";
      flow = "";
    }
    out.flush();
    return sent;
  }

  /** Prints what a turn says, while contacts write by hand; nothing of what they wrote. */
  static void print(InboundEvent event, Turn turn, PrintWriter out) {
    if (!event.kind().isMessage() && turn.messages().isEmpty()) {
      return;
    }
    Channel channel = event.context().channelIdentifier();
    String first = channel == null ? "-" : channel.name();
    String rule = turn.rule() == null ? "-" : turn.rule();
    String flow = turn.flow() == null ? "-" : turn.flow();
    if (turn.messages().isEmpty()) {
      out.printf(LINE, first, rule, flow, "(" + turn.decision().word() + ", nothing is said)");
    }
    for (Outgoing message : turn.messages()) {
      out.printf(
          LINE, first, rule, flow, '"' + message.message().readable().replace("\n", " / ") + '"');
    }
    out.flush();
  }

  private static String line(Call call) {
    return call.kind() == Call.Kind.DESK
        ? "(the desk's queue " + call.name() + " took over)"
        : "(called " + call.name() + ")";
  }

  private SentMessage sent(String messageId) {
    return platform.sinch().sentMessages().stream()
        .filter(message -> message.messageId().equals(messageId))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("Sinch reported a message it does not list: " + messageId));
  }

  private static CallbackOutcome settled(String who, CompletableFuture<CallbackOutcome> posted) {
    try {
      return posted.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(who + ": the wait was broken off", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          who + ": expected the webhook call to be answered within 10 s", e);
    }
  }
}
