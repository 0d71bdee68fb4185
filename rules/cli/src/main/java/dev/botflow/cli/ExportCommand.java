package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.io.Streams;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.table.TableRow;
import dev.botflow.table.read.TableExport;
import dev.botflow.table.sheet.SideSheets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    OutputFile.write(
        output,
        name.endsWith(".csv")
            ? TableExport.csv(rows)
            : TableExport.xlsx(
                rows,
                version.bot().words(),
                version.bot().flows().keySet(),
                SideSheets.of(BotFolder.sheets(bot.folder()))));
    if (common.json()) {
      streams.json(
          Json.line(Json.object().put("export", output.toString()).put("rows", rows.size())));
    } else {
      streams.text(output + ": " + rows.size() + (rows.size() == 1 ? " row" : " rows"));
    }
    return ExitCode.FINE.number();
  }
}
