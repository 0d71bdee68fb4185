package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.io.TextsSheet;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.table.TableRow;
import dev.botflow.table.read.TableExport;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.SideSheets;
import dev.botflow.table.sheet.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export BOT -o FILE.xlsx}: the tables as people open them. */
@Command(
    name = "export",
    description =
        "Writes a bot's tables as a workbook with drop-downs, or its routing table as CSV; read again, nothing is changed.")
final class ExportCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.xlsx|FILE.csv",
      required = true,
      description = "Where it is written: a name that ends in .xlsx or .csv.")
  private Path output = Path.of("");

  @Option(
      names = "--force",
      description =
          "Writes over a file that export did not write, with all that people put into it.")
  private boolean force;

  ExportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    String name = output.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".xlsx") && !name.endsWith(".csv")) {
      throw new BotFlowException(
          output + ": expected a name that ends in .xlsx or .csv, but it does not");
    }
    BotVersion version = bot.view(streams);
    List<TableRow> rows =
        version.router() instanceof DroolsRouter router ? router.table().written() : List.of();
    BotSheets sheets = BotFolder.sheets(bot.folder());
    byte[] content = name.endsWith(".csv")
        ? TableExport.csv(rows, sheets.comments())
        : workbook(version, rows, sheets);
    if (!force) {
      refuseWhatIsNotOurs(content, sheets);
    }
    OutputFile.write(output, content);
    if (common.json()) {
      streams.json(
          Json.line(Json.object().put("export", output.toString()).put("rows", rows.size())));
    } else {
      streams.text(output + ": " + rows.size() + (rows.size() == 1 ? " row" : " rows"));
    }
    return ExitCode.FINE.number();
  }

  private static byte[] workbook(BotVersion version, List<TableRow> rows, BotSheets sheets) {
    Map<String, List<List<String>>> side =
        new LinkedHashMap<>(SideSheets.of(sheets).lines());
    List<List<String>> texts = TextsSheet.of(version.bot(), version.channels());
    if (texts.size() > 1) {
      side.put(SheetKind.TEXTS.sheet(), texts);
    }
    return TableExport.xlsx(
        rows, version.bot().words(), version.bot().flows().keySet(), side, sheets.comments());
  }

  /** Notes, colours, comments and further sheets of a file that somebody worked in are nowhere else. */
  private void refuseWhatIsNotOurs(byte[] content, BotSheets sheets) {
    boolean workbook = output.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx");
    if (Files.exists(output) && !isOurs(content, workbook)) {
      throw new BotFlowException(output
          + ": expected a new file, or one that export wrote and nobody changed, since what people put into it"
          + " would be lost; --force writes over it");
    }
    Path parent = output.toAbsolutePath().normalize().getParent();
    boolean beside = workbook
        && bot.folder().toAbsolutePath().normalize().equals(parent)
        && BotSheets.WORKBOOK.equals(String.valueOf(output.getFileName()))
        && !sheets.routing().equals(List.of(BotSheets.WORKBOOK));
    if (beside) {
      throw new BotFlowException(output
          + ": expected another place, since the bot would be read from this workbook and from its CSV files at"
          + " once; --force writes it");
    }
  }

  private boolean isOurs(byte[] content, boolean workbook) {
    try {
      byte[] there = Files.readAllBytes(output);
      return Arrays.equals(there, content) || workbook && Workbook.isExport(there);
    } catch (IOException e) {
      return false; // What cannot be read is not known to be ours.
    }
  }
}
