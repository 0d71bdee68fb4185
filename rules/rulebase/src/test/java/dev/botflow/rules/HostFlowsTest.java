package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HostStep;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flows.csv} names the flows that live in the host: a bot needs no flow of its own then. */
class HostFlowsTest {
  private static final String ROUTING =
      "Rule,Channel,Says,During a question,Go to flow\nR1,,in OPT_OUT,end it,goodbye\nR2,WhatsApp,,,order_status\nR9,,,,order_status\n";

  @TempDir
  private Path folder;

  private HostFlowsTest with(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return this;
  }

  private BotReading read() {
    ReadOptions options = ReadOptions.standard().proving(ReadOptions.Proofs.ALL);
    return BotFolder.read(folder, ChannelCatalog.none(), options);
  }

  private List<String> sentences() {
    return read().findings().stream().map(Finding::sentence).toList();
  }

  private HostFlowsTest bot(String flows) throws IOException {
    return with("bot.yaml", "bot: router\n").with("routing.csv", ROUTING).with("flows.csv", flows);
  }

  @Test
  void aBotWithoutFlowsOfItsOwnIsWhole() throws IOException {
    BotVersion bot =
        bot("name,description,legal,returns,timeout\norder_status,Where a parcel is,,\"status, eta\",20s\ngoodbye,Says goodbye,yes,,\n")
            .read()
            .orThrow();

    assertThat(sentences()).isEmpty();
    assertThat(bot.bot().flows()).containsOnlyKeys("order_status", "goodbye");
    Flow status = bot.bot().flows().get("order_status");
    assertThat(status.file()).isEqualTo("flows.csv");
    assertThat(status.legal()).isFalse();
    assertThat(status.returns()).containsExactly("status", "eta");
    assertThat(status.first()).isInstanceOfSatisfying(HostStep.class, step -> {
      assertThat(step.summary()).isEqualTo("Where a parcel is");
      assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(20));
    });
    Flow goodbye = bot.bot().flows().get("goodbye");
    assertThat(goodbye.legal()).isTrue();
    assertThat(goodbye.first())
        .isInstanceOfSatisfying(
            HostStep.class, step -> assertThat(step.timeout()).isEqualTo(HostStep.DEFAULT_TIMEOUT));
  }

  @Test
  void aNameThatIsNeitherAFlowOfTheBotNorOfTheHostIsAnError() throws IOException {
    bot("Name,Description\norder_stats,Where a parcel is\ngoodbye,Says goodbye\n")
        .with("flows/help.yaml", "flow: help\nsteps:\n- { id: a, call: orders }\n");

    assertThat(sentences())
        .contains(
            "flows/help.yaml:3: help.a: call: expected a flow of the bot, but was \"orders\"",
            "routing.csv:3: R2: Go to flow: expected the name of a flow, but was \"order_status\" (did you mean"
                + " \"order_stats\"?)");
  }

  @Test
  void aNameStandsOnce() throws IOException {
    bot("Name,Description\norder_status,Where a parcel is\ngoodbye,Says goodbye\n")
        .with("flows/goodbye.yaml", "flow: goodbye\nsteps:\n- { id: a, say: Bye }\n");

    assertThat(sentences())
        .contains(
            "flows.csv:3: goodbye: expected each flow name once, but goodbye is in flows/goodbye.yaml already");
  }

  @Test
  void saysWhichCellCannotBeRead() throws IOException {
    bot(
        "Name,Description,Legal,Timeout\norder_status,Where a parcel is,perhaps,soon\ngoodbye,Says goodbye,no,\n");

    assertThat(sentences())
        .containsExactly(
            "flows.csv:2: order_status: Legal: expected yes or no (an empty cell is no), but was \"perhaps\"",
            "flows.csv:2: order_status: Timeout: expected a time such as 10s (an empty cell is 5s), but was \"soon\"");
  }

  @Test
  void aFlowThatNoRowLeadsToIsTold() throws IOException {
    bot("Name,Description\norder_status,Where a parcel is\ngoodbye,Says goodbye\nlonely,Nobody\n");

    assertThat(sentences())
        .containsExactly(
            "flows.csv:4: lonely: expected a row, or another flow that is started, to lead to this flow, but none does");
  }
}
