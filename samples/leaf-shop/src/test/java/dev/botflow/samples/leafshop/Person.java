package dev.botflow.samples.leafshop;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.model.SentMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One of a {@link Crowd}, who plays {@link Scenes}. A person has a number on WhatsApp and one for SMS, which Sinch takes for
 * two contacts until it merges them; then the next number for SMS comes.
 */
final class Person {
  private static final String WHATSAPP = "WHATSAPP";
  private static final String SMS = "SMS";
  private static final int WAIT = 200;
  private static final CallbackOutcome NOTHING = new CallbackOutcome("", "", "", List.of());

  private final SinchSimulator sinch;
  private final Scenes scenes;
  private final int number;
  private int generation;
  private String firstContact = "";
  private String secondContact = "";

  Person(SinchSimulator sinch, int number, long seed) {
    this.sinch = sinch;
    this.number = number;
    this.scenes = new Scenes(seed);
  }

  private String first() {
    return String.valueOf(447_700_901_000L + number);
  }

  private String second() {
    return String.valueOf(447_700_910_000L + number * 500L + generation);
  }

  /** How many milliseconds go by before the next thing. */
  int thinks() {
    return scenes.thinks();
  }

  /** Does the next thing; completes once Sinch is rid of it. */
  CompletableFuture<CallbackOutcome> act() {
    String next = scenes.next();
    return switch (next) {
      case Scenes.OPTS_OUT -> sinch.injectOptOut(channel(), identity());
      case Scenes.OPTS_IN -> sinch.injectOptIn(channel(), identity());
      case Scenes.UNREACHABLE -> unreachable();
      case Scenes.MERGES -> merges();
      case Scenes.WAITS ->
        CompletableFuture.supplyAsync(
            () -> NOTHING, CompletableFuture.delayedExecutor(WAIT, TimeUnit.MILLISECONDS));
      default -> writes(next);
    };
  }

  private String channel() {
    return scenes.onSecond() ? SMS : WHATSAPP;
  }

  private String identity() {
    return scenes.onSecond() ? second() : first();
  }

  private CompletableFuture<CallbackOutcome> writes(String text) {
    boolean toSecond = scenes.onSecond();
    return sinch.injectMessage(channel(), identity(), text).thenApply(outcome -> {
      if (toSecond) {
        secondContact = outcome.contactId();
      } else {
        firstContact = outcome.contactId();
      }
      if (text.equals(Scenes.START) && outcome.accepted()) {
        scenes.cameBack();
      }
      return outcome;
    });
  }

  /** Somebody who has no message yet writes. */
  private CompletableFuture<CallbackOutcome> unreachable() {
    List<SentMessage> sent = sinch.sentMessages();
    for (int i = sent.size() - 1; i >= 0; i--) {
      if (sent.get(i).identity().equals(identity())) {
        return sinch.deliveryReport(sent.get(i).messageId(), "FAILED", "RECIPIENT_NOT_REACHABLE");
      }
    }
    return writes("hi");
  }

  /** Sinch finds out that both numbers are of one person, and keeps one of the two contacts. */
  private CompletableFuture<CallbackOutcome> merges() {
    scenes.merged();
    if (firstContact.isEmpty()) {
      return writes("hi");
    }
    boolean keepsFirst = scenes.tossed();
    String body = merge(
        keepsFirst ? firstContact : secondContact,
        identity(WHATSAPP, first()) + ", " + identity(SMS, second()),
        keepsFirst ? secondContact : firstContact,
        keepsFirst ? identity(SMS, second()) : identity(WHATSAPP, first()),
        Instant.now());
    firstContact = keepsFirst ? firstContact : secondContact;
    sinch.registerContact(firstContact, WHATSAPP, first(), SMS, second());
    secondContact = "";
    generation++;
    return sinch.injectBody(body);
  }

  /** The body that tells of it. */
  static String merge(
      String kept, String identities, String gone, String identitiesOfGone, Instant at) {
    return """
        {"app_id": "%s", "project_id": "%s", "accepted_time": "%s", "event_time": "%s",
         "contact_merge_notification": {
           "preserved_contact": {"id": "%s", "channel_identities": [%s], "display_name": "Ana"},
           "deleted_contact": {"id": "%s", "channel_identities": [%s], "display_name": "Ana"}}}
        """.formatted(
            Platform.APP, Platform.PROJECT, at, at, kept, identities, gone, identitiesOfGone);
  }

  static String identity(String channel, String identity) {
    return "{\"channel\": \"" + channel + "\", \"identity\": \"" + identity
        + "\", \"app_id\": \"\"}";
  }
}
