package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.Seed;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.table.TableWords;
import dev.botflow.table.Tables;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.index.RoutingTableTest;
import dev.botflow.text.WordLists;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Today is Monday 2026-03-02. The randomised test replays with {@code -Dbotflow.seed=…}. */
class ProofMemoryTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
  private static final String HEADER = "Rule;What happened;Channel;Says;Customer is;Go to flow";

  private static List<Finding> proved(RoutingTable table, ProofMemory memory) {
    return proved(table, memory, new ProofRun());
  }

  private static List<Finding> proved(RoutingTable table, ProofMemory memory, ProofRun run) {
    Findings findings = new Findings();
    TableProofs proofs = new TableProofs(table, bot(), TODAY, run);
    proofs.check(ChannelCatalog.none(), false, findings, memory);
    return proofs.withSamples(findings.all());
  }

  private static Bot bot() {
    Map<String, Flow> read = new LinkedHashMap<>();
    new FlowReader(WordLists.none(), List.of(), new Findings())
        .read("flows/a.yaml", "flow: a\nsteps: [ { id: s, say: hi } ]")
        .ifPresent(flow -> read.put(flow.name(), flow));
    TableWords words = Tables.words();
    return new Bot(words.settings(), read, words.words(), words.hours(), Texts.none());
  }

  private static RoutingTable table(List<String> lines) {
    return RoutingTable.of(new Tables().read(String.join("\n", lines) + "\n").rows());
  }

  @Test
  void tellsAfterAnyEditWhatASearchWithoutMemoryTells() {
    long seed = Seed.of(ProofMemoryTest.class);
    Random random = new Random(seed);
    int told = 0;
    int rows = 0;
    int anew = 0;
    for (int round = 0; round < 16; round++) {
      List<String> lines = new ArrayList<>(
          RoutingTableTest.table(random, 10 + random.nextInt(40)).lines().toList());
      List<String> others = RoutingTableTest.table(random, 30).lines().toList();
      ProofMemory memory = new ProofMemory();
      proved(table(lines), memory);
      for (int edit = 0; edit < 8; edit++) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          edit(lines, others, random);
        }
        RoutingTable table = table(lines);

        List<Finding> remembering = proved(table, memory);

        assertThat(remembering)
            .as("seed %s, round %s, edit %s: %s", seed, round, edit, lines)
            .isEqualTo(proved(table, new ProofMemory()));
        told += remembering.size();
        rows += table.rows().size();
        anew += memory.provedAnew();
      }
    }
    System.out.println(
        "ProofMemoryTest: " + told + " findings, " + anew + " of " + rows + " rows proved again");
    assertThat(told).isGreaterThan(500);
    assertThat(anew).as("seed %s", seed).isBetween(rows / 20, rows * 9 / 10);
  }

  private static void edit(List<String> lines, List<String> others, Random random) {
    int row = 1 + random.nextInt(lines.size() - 1);
    String other = others.get(1 + random.nextInt(others.size() - 1));
    switch (random.nextInt(lines.size() < 8 ? 3 : 6)) {
      case 0:
        lines.add(row, "N" + random.nextInt(1_000_000) + other.substring(other.indexOf(';')));
        break;
      case 1:
        lines.add(1 + random.nextInt(lines.size() - 1), lines.remove(row));
        break;
      case 2:
        lines.remove(row);
        break;
      default:
        String[] cells = lines.get(row).split(";", -1);
        int column = 1 + random.nextInt(cells.length - 2);
        cells[column] = other.split(";", -1)[column];
        lines.set(row, String.join(";", Arrays.asList(cells)));
    }
  }

  /** A row with a word of its own each. */
  private static List<String> ownWords(int size) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < size; i++) {
      lines.add("R" + i + ";text;;word" + i + ";;a");
    }
    lines.add("REST;message;;;;a");
    return lines;
  }

  @Test
  void provesAgainWhatAChangedCellConcernsAlone() {
    // Given
    List<String> lines = ownWords(1_000);
    ProofMemory memory = new ProofMemory();
    proved(table(lines), memory);
    assertThat(memory.provedAnew()).isEqualTo(1_001);

    // When
    lines.set(500, "R499;text;;word700;;a");
    List<Finding> found = proved(table(lines), memory);

    // Then
    assertThat(found)
        .extracting(Finding::sentence)
        .contains(
            "routing.csv:702: R700: this row never wins: every event that fits it is taken by R499");
    assertThat(memory.provedAnew()).as("R499, R700 and REST").isEqualTo(3);
    assertThat(found).isEqualTo(proved(table(lines), new ProofMemory()));
  }

  @Test
  void keepsWhatWasProvedBeforeASearchThatWasEnded() {
    // Given
    List<String> lines = ownWords(300);
    ProofMemory memory = new ProofMemory();
    proved(table(lines), memory);
    lines.set(5, "R4;text;;other;;a");
    ProofRun ended = new ProofRun();
    ended.cancel();

    // When
    assertThatThrownBy(() -> proved(table(lines), memory, ended))
        .isInstanceOf(CancellationException.class);
    proved(table(lines), memory);

    // Then
    assertThat(memory.provedAnew()).isEqualTo(2);
  }
}
