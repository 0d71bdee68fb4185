package dev.botflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

@BotTest("tea-bar")
class EventFilesTest {
  @ParameterizedTest
  @EventFiles({"events/*.json", "recorded/morning.jsonl"})
  void welcomesEverybodyInTheMorning(InboundEvent event, BotHarness bot) {
    assertThat(bot)
        .handling(event)
        .choseFlow("welcome")
        .byRule("T10")
        .said("Hi there!", "Which tea?");
  }

  @ParameterizedTest
  @EventFiles("src/test/resources/**/messenger-*.json")
  void findsFilesFromTheWorkingFolderToo(InboundEvent event) {
    assertThat(event.context().channelIdentifier()).isEqualTo(Channel.MESSENGER);
    assertThat(event.text()).isEqualTo("good morning");
  }

  @Test
  void takesFilesInTheOrderOfTheirPaths() {
    List<Path> files = EventFileSource.files("events/{whatsapp,messenger}-text.json");

    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("messenger-text.json", "whatsapp-text.json");
  }

  @Test
  void failsWhereNothingIsFound() {
    assertThatThrownBy(() -> EventFileSource.files("events/sms-*.json"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "@EventFiles: expected at least 1 file like \"events/sms-*.json\", but found none");
    assertThatThrownBy(() -> EventFileSource.files("nowhere/*.json"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("\"nowhere\": expected a file or folder, from the working folder or among the"
            + " resources of the tests, but found none");
  }
}
