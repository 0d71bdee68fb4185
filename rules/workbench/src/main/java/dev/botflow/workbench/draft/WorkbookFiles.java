package dev.botflow.workbench.draft;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.BotReading;
import dev.botflow.table.read.WorkbookCsv;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.file.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Turns the workbook of a bot into CSV files. */
final class WorkbookFiles {
  private static final String ASIDE = "workbook";

  private WorkbookFiles() {}

  /** @param named the tables bot.yaml names */
  static void turnIntoCsv(Path folder, BotReading reading, List<String> named) {
    if (named.contains(BotSheets.WORKBOOK)) {
      throw new BotFlowException(
          "bot.yaml: tables: expected " + SheetKind.ROUTING.file() + " in the place of "
              + BotSheets.WORKBOOK + ", whose sheets become files; change that first");
    }
    Path workbook = folder.resolve(BotSheets.WORKBOOK);
    if (!Files.isRegularFile(workbook, LinkOption.NOFOLLOW_LINKS)) {
      throw new BotFlowException(
          BotSheets.WORKBOOK + ": expected the workbook of the bot, but found none");
    }
    for (Finding finding : reading.findings()) {
      if (finding.isError() && finding.place().file().startsWith(BotSheets.WORKBOOK)) {
        // What was refused in it would not be in the files.
        throw new BotFlowException(
            "expected a workbook without errors to make files of, but " + finding.sentence());
      }
    }
    Map<String, byte[]> files = WorkbookCsv.files(BotFolder.sheets(folder));
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        refuseOther(folder, file.getKey(), file.getValue());
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        int slash = file.getKey().indexOf('/');
        Path directory = slash < 0 ? folder : folder.resolve(file.getKey().substring(0, slash));
        Files.createDirectories(directory);
        new TableFile(folder, file.getKey()).write(file.getValue());
      }
      Path aside = Files.createDirectories(folder.resolve(ASIDE)).resolve(BotSheets.WORKBOOK);
      Files.move(workbook, aside);
    } catch (IOException e) {
      throw new BotFlowException(
          BotSheets.WORKBOOK + ": expected to write its sheets as CSV files, but that failed: "
              + e.getMessage(),
          e);
    }
  }

  private static void refuseOther(Path folder, String name, byte[] content) throws IOException {
    Path path = folder.resolve(name).normalize();
    boolean inside =
        folder.equals(path.getParent()) || folder.resolve("decisions").equals(path.getParent());
    // The same bytes are left from a try before this one that was broken off.
    boolean other = Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && Arrays.equals(Files.readAllBytes(path), content));
    if (!inside || other || Files.isSymbolicLink(folder.resolve("decisions"))) {
      throw new BotFlowException(
          name + ": expected a name that is free, but there is a file of that name already");
    }
  }
}
