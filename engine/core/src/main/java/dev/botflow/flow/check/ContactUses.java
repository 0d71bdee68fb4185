package dev.botflow.flow.check;

import dev.botflow.flow.AskStep;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.DoStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.SayStep;
import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

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
        names(step, name -> {
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

  private static void names(Step step, Consumer<String> each) {
    if (step.head().when() != null) {
      step.head().when().names(each);
    }
    if (step instanceof SayStep say) {
      texts(say.message(), each);
    } else if (step instanceof AskStep ask) {
      texts(ask.prompt(), each);
    } else if (step instanceof BranchStep branch) {
      branch.branches().forEach(one -> one.when().names(each));
    } else if (step instanceof SetStep set) {
      for (SetStep.Assignment assignment : set.assignments()) {
        if (assignment.operand() != null) {
          assignment.operand().names().forEach(each);
        }
      }
    } else if (step instanceof DoStep action) {
      action.with().values().forEach(value -> value.names().forEach(each));
    } else if (step instanceof CallStep call) {
      call.calling().with().values().forEach(value -> value.names().forEach(each));
    } else if (step instanceof HandoverStep handover) {
      handover.carry().forEach(each);
    } else if (!(step instanceof DecideStep)) {
      throw new AssertionError(step);
    }
  }

  private static void texts(Variants variants, Consumer<String> each) {
    variants.map(message -> message.mapTexts(text -> {
      Template.parse(text).names().forEach(each);
      return text;
    }));
  }
}
