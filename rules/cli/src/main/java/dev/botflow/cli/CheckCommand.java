package dev.botflow.cli;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.report.EventHistory;
import dev.botflow.authoring.report.FindingLines;
import dev.botflow.authoring.test.ScenarioChecks;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.Finding;
import dev.botflow.error.Place;
import dev.botflow.flow.Bot;
import dev.botflow.flow.check.TranslationChecks;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.ReadOptions;
import dev.botflow.table.TableRow;
import dev.botflow.table.proof.ProofMemory;
import dev.botflow.table.proof.ProofRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check BOT}: everything the readers and checks find. */
@Command(
    name = "check",
    description = "Checks a bot's tables and flows, and tells every finding with its place.")
final class CheckCommand implements Callable<Integer> {
  private static final String MISSING = "missing-translation";
  private static final String WHY = "Why";

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Option(
      names = "--overlaps",
      description = "Also tells rows that fit the same events and do different things.")
  private boolean overlaps;

  @Option(
      names = "--events",
      paramLabel = "FILE|FOLDER",
      description =
          "Recorded webhook bodies: a file, one a line in a .jsonl file, or a folder of such files; also tells rows that none of them was decided by.")
  private @Nullable String events;

  @Option(names = "--strict", description = "Warnings fail the check, too.")
  private boolean strict;

  @Option(
      names = "--missing-texts",
      description = "Lists every text that a language of the bot has no translation of.")
  private boolean missingTexts;

  @Option(names = "--off", description = "Also lists the rows that the column Active switches off.")
  private boolean off;

  @Option(
      names = "--watch",
      description =
          "Goes on, and checks again whenever a file of the bot changed, until it is interrupted.")
  private boolean watch;

  @Option(
      names = "--format",
      paramLabel = "text|json|github|sarif",
      description =
          "How findings are printed: for people, one JSON object a line, as annotations of a GitHub workflow, or as one"
              + " SARIF log.")
  private String format = "text";

  /** What a check before proved, where the folder is watched. */
  private final ProofMemory memory = new ProofMemory();

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkUsage();
    return watch ? Watching.of(bot.folder(), streams, this::checked) : checked();
  }

  private int checked() {
    ProofRun run = new ProofRun();
    try (ProofProgress progress = ProofProgress.of(run, streams)) {
      return checked(run, progress);
    } catch (CancellationException e) {
      return ExitCode.UNUSABLE.number(); // Interrupted: nobody waits for what was found so far.
    }
  }

  private int checked(ProofRun run, ProofProgress progress) {
    BotReading reading =
        bot.look(overlaps ? ReadOptions.Proofs.WITH_OVERLAPS : ReadOptions.Proofs.ALL, run, memory);
    progress.close();
    List<Finding> findings = new ArrayList<>(reading.findings());
    String recorded = events;
    if (recorded != null && reading.version().isPresent()) {
      findings.addAll(
          EventHistory.ofRows(reading.version().get(), recorded, streams).unusedRows());
    }
    if (reading.version().isPresent()) {
      findings.addAll(
          ScenarioChecks.of(bot.folder(), BotTables.of(reading.version().get())));
      if (missingTexts) {
        findings.removeIf(finding -> finding.code().equals(MISSING));
        findings.addAll(missingTexts(reading.version().get().bot()));
      }
    }
    long errors = findings.stream().filter(Finding::isError).count();
    print(findings);
    if (format() == FindingLines.Format.TEXT) {
      streams.text(reading.folder() + ": " + counted(errors, "error") + ", "
          + counted(findings.size() - errors, "warning"));
    }
    if (off) {
      reading.version().ifPresent(this::rowsThatAreOff);
    }
    boolean failed = errors > 0 || strict && !findings.isEmpty();
    return (failed ? ExitCode.ERRORS_FOUND : ExitCode.FINE).number();
  }

  private FindingLines.Format format() {
    return common.json() ? FindingLines.Format.JSON : FindingLines.Format.of(format);
  }

  private void print(List<Finding> findings) {
    FindingLines lines = new FindingLines(bot.folder().toString(), VersionText.number());
    switch (format()) {
      case TEXT -> findings.forEach(finding -> streams.text(FindingLines.text(finding)));
      case JSON -> findings.forEach(finding -> streams.json(FindingLines.json(finding)));
      case GITHUB -> findings.forEach(finding -> streams.text(lines.github(finding)));
      case SARIF -> streams.json(lines.sarif(findings));
    }
  }

  private void checkUsage() {
    if (!List.of("text", "json", "github", "sarif").contains(format)) {
      throw common.misused(
          "--format: expected text, json, github or sarif, but was \"" + format + "\"");
    }
    if (common.json() && !format.equals("text") && !format.equals("json")) {
      throw common.misused("--format: expected nothing beside --json, but was \"" + format + "\"");
    }
    if (format.equals("sarif") && (off || watch)) {
      throw common.misused("--format sarif: expected one log of findings, but was asked for "
          + (off ? "--off" : "--watch"));
    }
  }

  private void rowsThatAreOff(BotVersion version) {
    List<TableRow> rows =
        version.router() instanceof DroolsRouter router ? router.table().off() : List.of();
    for (TableRow row : rows) {
      String why = row.source().cell(WHY);
      if (format() == FindingLines.Format.JSON) {
        streams.json(Json.line(Json.object()
            .put("off", row.id())
            .put("file", row.place().file())
            .put("line", row.place().line())
            .put("flow", row.flow())
            .put("why", why.isBlank() ? null : why)));
      } else {
        streams.text("off: " + row.place().file() + ":" + row.place().line() + ": " + row.id()
            + " → " + row.flow() + (why.isBlank() ? "" : " (" + why + ")"));
      }
    }
    if (format() != FindingLines.Format.JSON) {
      streams.text("rows that are off: " + rows.size());
    }
  }

  private static List<Finding> missingTexts(Bot bot) {
    List<Finding> missing = new ArrayList<>();
    TranslationChecks.missing(bot).forEach((language, keys) -> {
      for (String key : keys) {
        missing.add(new Finding(
            Finding.Severity.WARNING,
            MISSING,
            bot.texts().places().getOrDefault(key, Place.of("texts.csv")).row(key, language),
            "expected a text, but it is missing; contacts read the "
                + bot.settings().primaryLanguage() + " one"));
      }
    });
    return missing;
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
