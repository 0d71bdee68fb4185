package dev.botflow.flow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.text.WordLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContactUsesTest {

  @Test
  void namesTheStepsThatAskForIdsAnAppInDispatchModeDoesNotHave() {
    Findings findings = new Findings();
    Flow flow = new FlowReader(WordLists.none(), List.of(), findings)
        .read("flows/f.yaml", """
            flow: f
            steps:
            - { id: a, say: "hi {contact.name|there}" }
            - { id: b, say: { default: "ok", SMS: "you are {internal.sinchConversationAPI.contactId}" } }
            - { id: c, do: find, with: { who: "{conversation_id}" } }
            - { id: d, ask: "Who?", choices: { me: "Me ({contact_id})", you: "You" } }
            - { id: e, handover: { queue: help, open: "Case {conversation_id}" } }
            """)
        .orElseThrow();
    BotSettings settings = BotReader.settings("bot.yaml", "bot: b", findings);
    Bot bot = new Bot(
        settings,
        new LinkedHashMap<>(Map.of("f", flow)),
        WordLists.none(),
        NamedHours.none(),
        Texts.none());

    assertThat(findings.all()).isEmpty();
    assertThat(ContactUses.of(bot))
        .containsExactly(
            "flow f, step b: internal.sinchConversationAPI.contactId",
            "flow f, step c: conversation_id",
            "flow f, step d: contact_id",
            "flow f, step e: conversation_id");
  }
}
