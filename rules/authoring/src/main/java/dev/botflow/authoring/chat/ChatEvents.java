package dev.botflow.authoring.chat;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.EventKind;
import dev.botflow.event.InboundEvent;
import dev.botflow.scenario.ScenarioEvents;
import dev.botflow.scenario.ScenarioTurn;
import dev.botflow.scenario.WrittenEvent;
import dev.botflow.text.Suggestion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can happen in a chat besides messages: the events of scenarios, by the words of the routing table's column What
 * happened; {@code _} and {@code -} stand for a blank. Any other word is an event of the host.
 */
final class ChatEvents {
  private static final List<EventKind> OF_A_MESSAGE = List.of(
      EventKind.QUEUED,
      EventKind.DELIVERED,
      EventKind.READ,
      EventKind.DELIVERY_FAILED,
      EventKind.SWITCHING_CHANNEL);
  private static final Map<EventKind, Map<String, String>> USUAL = usual();

  private final ChatContact contact;

  ChatEvents(ChatContact contact) {
    this.contact = contact;
  }

  /** What the first value is called where it stands behind the name alone, and what it is where nothing is said. */
  private static Map<EventKind, Map<String, String>> usual() {
    Map<EventKind, Map<String, String>> usual = new LinkedHashMap<>();
    Map<String, String> reason = new LinkedHashMap<>();
    reason.put("reason", "RECIPIENT_NOT_REACHABLE");
    reason.put("sub_code", "UNSPECIFIED_SUB_CODE");
    usual.put(EventKind.DELIVERY_FAILED, reason);
    usual.put(EventKind.SWITCHING_CHANNEL, reason);
    Map<String, String> reaction = new LinkedHashMap<>();
    reaction.put("emoji", "\uD83D\uDC4D");
    reaction.put("action", "REACTION_ACTION_REACT");
    usual.put(EventKind.REACTION, reaction);
    return usual;
  }

  /**
   * The event of a name.
   *
   * @param text the name, and maybe {@code with name=value, …}; behind a failed delivery may stand its reason alone, behind
   *     a reaction its emoji
   * @param lastSent the id of our message sent last; null if there is none
   * @throws BotFlowException if it cannot be made up here
   */
  InboundEvent named(String text, @Nullable String lastSent, Instant at) {
    ScenarioTurn.Act.Happens event = WrittenEvent.read(text);
    Optional<EventKind> kind = ScenarioEvents.known(event.name());
    int blank = event.name().lastIndexOf(' ');
    if (kind.isEmpty() && blank > 0) {
      Optional<EventKind> before = ScenarioEvents.known(event.name().substring(0, blank));
      if (before.isPresent() && USUAL.containsKey(before.get())) {
        kind = before;
        Map<String, Object> values = new LinkedHashMap<>(event.values());
        values.put(
            USUAL.get(before.get()).keySet().iterator().next(), event.name().substring(blank + 1));
        event = new ScenarioTurn.Act.Happens(event.name().substring(0, blank), values);
      }
    }
    refuse(event.name(), kind, lastSent);
    return contact.meets(usual(event.name(), event.values(), kind), lastSent, at);
  }

  private static ScenarioTurn.Act.Happens usual(
      String name, Map<String, Object> given, Optional<EventKind> kind) {
    Map<String, Object> values = new LinkedHashMap<>(given);
    kind.map(USUAL::get).ifPresent(usual -> usual.forEach(values::putIfAbsent));
    return new ScenarioTurn.Act.Happens(name, values);
  }

  /**
   * The event of a name, with values that were read already.
   *
   * @param lastSent the id of our message sent last; null if there is none
   * @param make makes it
   * @throws BotFlowException if it cannot be made up here
   */
  static InboundEvent made(
      String name,
      Map<String, Object> values,
      @Nullable String lastSent,
      Function<ScenarioTurn.Act.Happens, InboundEvent> make) {
    Optional<EventKind> kind = ScenarioEvents.known(name);
    refuse(name, kind, lastSent);
    return make.apply(usual(name, values, kind));
  }

  private static void refuse(String name, Optional<EventKind> kind, @Nullable String lastSent) {
    List<String> names = ScenarioEvents.byName().stream().map(EventKind::name).toList();
    if (name.isEmpty()) {
      throw new BotFlowException(
          "/event: expected a name such as opt_out or agent_left, but was nothing");
    }
    boolean slip = kind.isEmpty() && Suggestion.nearest(name, names).isPresent();
    if (slip || kind.isPresent() && !ScenarioEvents.byName().contains(kind.get())) {
      throw new BotFlowException("/event: expected " + String.join(", ", names)
          + " or an event of the host, but was \"" + name + "\"" + Suggestion.hint(name, names));
    }
    if (kind.isPresent() && OF_A_MESSAGE.contains(kind.get()) && lastSent == null) {
      throw new BotFlowException(
          "/event: expected a message of the bot to report on, but it sent none yet");
    }
  }
}
