package dev.botflow.flow.check;

import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where a bot asks for the ids of contacts and conversations, which not every app has. */
public final class ContactUses {
  private static final List<String> IDS = List.of(
      "internal.sinchConversationAPI.contactId",
      "internal.sinchConversationAPI.conversationId",
      "contact_id",
      "conversation_id");

  private ContactUses() {}

  /** Each step that does, as {@code flow welcome, step hello: contact_id}; in the order of the flows. */
  public static List<String> of(Bot bot) {
    List<String> uses = new ArrayList<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        Set<String> names = new TreeSet<>();
        StepNames.read(step, name -> {
          if (IDS.contains(name)) {
            names.add(name);
          }
        });
        names.forEach(
            name -> uses.add("flow " + flow.name() + ", step " + step.id() + ": " + name));
      }
    }
    return List.copyOf(uses);
  }
}
