package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scenario has a flow of the host's answer: {@code { says: TEXT }}, or {@code { waits: TEXT }} for one that waits for
 * the contact afterwards, with {@code choices: { track: "Track it" }}, {@code no_reply_after: 30m} and {@code sets: {
 * contact.tier: gold }} where wanted.
 */
final class FlowStub {
  private static final String SAYS = "says";
  private static final String WAITS = "waits";

  private FlowStub() {}

  static boolean isOne(YamlNode.Mapping mapping) {
    return mapping.get(SAYS).isPresent() || mapping.get(WAITS).isPresent();
  }

  static Optional<HostFlowAnswer> read(
      String flow, YamlNode.Mapping mapping, Place place, Findings findings) {
    Fields fields = new Fields(mapping, place.line(mapping.line()), "stub " + flow + ".", findings);
    boolean waits = fields.has(WAITS);
    fields.known(List.of(SAYS, WAITS));
    if (waits && fields.has(SAYS)) {
      fields.error("unreadable-stub", "expected says or waits, but there are both");
    }
    List<Outbound> messages = new ArrayList<>();
    fields.texts(waits ? WAITS : SAYS).forEach(text -> messages.add(new TextMessage(text)));
    Map<String, String> choices = fields.textMap("choices");
    if (!choices.isEmpty()) {
      String prompt =
          messages.isEmpty() ? "" : messages.remove(messages.size() - 1).readable();
      List<Choice> offered = new ArrayList<>();
      choices.forEach((id, label) -> offered.add(new Choice.Reply(label, id)));
      messages.add(new ChoiceMessage(prompt, offered));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    if (fields.node("sets") instanceof YamlNode.Mapping sets) {
      sets.entries().forEach((name, entry) -> values.put(name, Stubs.plain(entry.value())));
    }
    Duration noReplyAfter = fields.duration("no_reply_after");
    fields.finish();
    if (messages.size() > HostFlowAnswer.MAX_MESSAGES) {
      fields.error(
          "unreadable-stub",
          "expected at most " + HostFlowAnswer.MAX_MESSAGES + " texts, but was " + messages.size());
      return Optional.empty();
    }
    return Optional.of(new HostFlowAnswer(
        waits ? HostFlowAnswer.Status.WAITING : HostFlowAnswer.Status.DONE,
        messages,
        null,
        values,
        noReplyAfter,
        null));
  }
}
