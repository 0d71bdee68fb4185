package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks and the simulator each know Sinch's reasons by themselves: neither may use the other. */
class DeliveryReasonsTest {
  @TempDir
  Path folder;

  @Test
  void theChecksKnowEachReasonTheSimulatorGives() throws IOException {
    List<String> expected = new ArrayList<>();
    StringBuilder table =
        new StringBuilder("Rule,What happened,Delivery reason,Go to flow,Why\nR0,message,,f,all\n");
    for (String reason : SinchSimulator.reasonCodes()) {
      int row = expected.size();
      table.append("A" + row + ",delivery failed," + reason + ",f,right\n");
      table.append("B" + row + ",delivery failed," + reason + "X,f,misspelt\n");
      expected.add("expected a reason Sinch gives for a failed delivery, but was \"" + reason
          + "X\"; did you mean \"" + reason + "\"?");
    }
    Files.writeString(folder.resolve("bot.yaml"), "bot: b\nlanguages: [en]\ntimezone: UTC\n");
    Files.createDirectory(folder.resolve("flows"));
    Files.writeString(folder.resolve("flows/f.yaml"), "flow: f\nsteps:\n- { id: a, say: Hello }\n");
    Files.writeString(folder.resolve("routing.csv"), table);

    List<Finding> findings =
        BotFolder.read(folder, SinchChannelLimits.all(), ReadOptions.standard()).findings();

    assertThat(findings.stream()
            .filter(finding -> finding.code().equals("unknown-reason"))
            .map(Finding::message))
        .hasSizeGreaterThan(20)
        .containsExactlyElementsOf(expected);
  }
}
