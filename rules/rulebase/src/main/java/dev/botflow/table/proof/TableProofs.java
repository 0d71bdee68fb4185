package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.error.Sample;
import dev.botflow.flow.Bot;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a routing table that search for proofs, as {@code check} and publishing make them. What is reported is certain,
 * and comes with an event that shows it; what a pattern leaves open is said to be open.
 *
 * <p>Exact over channels (those known, those named, and any other), kinds of events, times of the week and days from today
 * on, new and returning contacts, lists, ranges, parts of texts and shares.
 */
public final class TableProofs {
  private final RoutingTable table;
  private final Bot bot;
  private final LocalDate today;
  private final ZoneId zone;
  private final ProofRun run;
  private @Nullable EventSpace space;

  /**
   * A search of one table.
   *
   * @param today the day from which on time counts
   * @param run the search, which can be ended
   */
  public TableProofs(RoutingTable table, Bot bot, LocalDate today, ProofRun run) {
    this.table = table;
    this.bot = bot;
    this.today = today;
    this.zone = bot.settings().zone();
    this.run = run;
  }

  /**
   * Searches.
   *
   * @param channels what each channel can show
   * @param overlaps true to report rows that overlap with different outcomes too
   * @param memory what was proved before, which is not proved again; keeps what is proved now
   */
  public void check(
      ChannelCatalog channels, boolean overlaps, Findings findings, ProofMemory memory) {
    List<TableRow> rows = table.rows();
    if (rows.isEmpty()) {
      return;
    }
    EventSpace space = space();
    RowProofs proofs = new RowProofs(table, space, zone, findings);
    proofs.check(expired(), memory, today, bot.settings());
    Place at = Place.of(rows.get(0).place().file());
    new GapProofs(table, space, proofs.covers()).check(at, zone, findings);
    FlowProofs flows = new FlowProofs(table, bot, space, findings);
    flows.unreached(anyText());
    flows.failedQuestions();
    flows.unheard();
    flows.endsEverything();
    flows.channels(channels);
    flows.stopWords(at);
    TypedChoices.check(table, bot, findings);
    if (overlaps) {
      new OverlapProofs(space, proofs).check(zone, findings);
    }
  }

  private EventSpace space() {
    EventSpace known = space;
    if (known == null) {
      known = new EventSpace(table.rows(), bot.settings(), today, run);
      space = known;
    }
    return known;
  }

  private Set<TableRow> expired() {
    Set<TableRow> expired = new LinkedHashSet<>();
    for (TableRow row : table.rows()) {
      for (RowCell cell : row.cells()) {
        if (cell.check() instanceof Check.Days days
            && days.until() != null
            && days.until().isBefore(today)) {
          expired.add(row);
        }
      }
    }
    return expired;
  }

  private Sample anyText() {
    return Sample.text(
        today.atTime(LocalTime.of(10, 0)).atZone(zone).toInstant(), "WHATSAPP", "hello");
  }

  /**
   * Gives findings that have no sample one: for a row that could be read an event that fits it, else any text, since a bot
   * with errors is refused whatever comes.
   */
  public List<Finding> withSamples(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.sample() == null ? shown(finding) : finding)
        .toList();
  }

  /** What really comes where a row asks for a language or reason that never does. */
  private Sample real(String code, TableRow row, Sample near) {
    Map<String, Object> given = new LinkedHashMap<>(near.given());
    String reason = near.reason();
    if (code.equals(TableChecks.UNKNOWN_LANGUAGE)) {
      given.put("language", bot.settings().primaryLanguage());
    } else if (code.equals(TableChecks.UNKNOWN_REASON)) {
      reason = TableChecks.meantReason(row).orElse(reason);
    }
    return near.with(given, reason);
  }

  private Finding shown(Finding finding) {
    String rule = finding.place().rule();
    TableRow row = rule == null ? null : table.row(rule).orElse(null);
    if (row != null && row.place().file().equals(finding.place().file())) {
      if (finding.code().equals(TableChecks.UNKNOWN_EVENT)) {
        return finding.shownBy(anyText()); // No event has that name.
      }
      boolean expired = finding.code().equals("expired-row");
      return space()
          .near(row, expired)
          .map(counterexample ->
              finding.shownBy(real(finding.code(), row, counterexample.sample(zone))))
          // A tag such as nl_BE is one that no event can have.
          .orElseGet(() -> finding.code().equals(TableChecks.UNKNOWN_LANGUAGE)
              ? finding.shownBy(real(finding.code(), row, anyText()))
              : finding);
    }
    return finding.isError() ? finding.shownBy(anyText()) : finding;
  }
}
