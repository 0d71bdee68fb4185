package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a bot's folder, read once: what is checked, compiled and summed is the same bytes. Links are refused, since
 * they lead out of the folder; so are files over {@value #MAX_BYTES} bytes.
 */
final class FolderFiles {
  static final int MAX_BYTES = 5 * 1024 * 1024;

  private static final List<String> FILES = List.of(
      "bot.yaml", "routing.csv", "words.csv", "hours.csv", "texts.csv", "flows.csv", "bot.xlsx");
  private static final List<String> WORKBOOKS =
      List.of(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers");
  private static final List<String> FOLDERS = List.of("flows", "decisions", "rules", "scenarios");

  private final Path root;
  private final Findings findings;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final List<String> large = new ArrayList<>();
  private final List<String> workbooks = new ArrayList<>();

  private FolderFiles(Path root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /**
   * Reads the files a bot is made of.
   *
   * @throws BotFlowException if the folder is none or cannot be read
   */
  static FolderFiles read(Path folder, Findings findings) {
    return read(folder, Map.of(), findings);
  }

  /**
   * Reads the files a bot is made of, some of them as somebody edits them.
   *
   * @param edited what stands for files of the folder, by their path in it
   * @throws BotFlowException if the folder is none or cannot be read
   */
  static FolderFiles read(Path folder, Map<String, byte[]> edited, Findings findings) {
    if (!Files.isDirectory(folder)) {
      throw new BotFlowException(folder + ": expected a bot's folder, but found "
          + (Files.exists(folder) ? "a file" : "nothing"));
    }
    FolderFiles files = new FolderFiles(folder, findings);
    try {
      files.list("");
      files.list("flows");
      files.list("decisions");
      files.list("rules");
    } catch (IOException e) {
      throw new BotFlowException(
          folder + ": expected a folder that can be read, but reading failed", e);
    }
    files.files.putAll(edited);
    return files;
  }

  private void list(String directory) throws IOException {
    Path path = root.resolve(directory);
    if (!directory.isEmpty() && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      stream.forEach(entries::add);
    }
    for (Path entry : entries.stream().sorted().toList()) {
      String name = String.valueOf(entry.getFileName());
      String relative = directory.isEmpty() ? name : directory + "/" + name;
      if (name.startsWith(".") || name.startsWith("~$")) {
        continue; // Version control, editors and open spreadsheets leave these behind.
      }
      if (Files.isSymbolicLink(entry)) {
        findings.error(
            "link",
            Place.of(relative),
            "expected a file or folder of the bot itself, but was a link to another place");
      } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        unreadFolder(directory, relative);
        misspelt(directory, name, relative, FOLDERS);
      } else if (isPart(directory, name)) {
        readFile(entry, relative);
      } else if (!isWorkbook(directory, relative)) {
        misspelt(directory, name, relative, FILES);
      }
    }
  }

  private static boolean isPart(String directory, String name) {
    switch (directory) {
      case "flows", "decisions", "rules":
        return endings(directory).stream().anyMatch(name::endsWith);
      default:
        return name.equals("bot.yaml") || name.equals("bot.xlsx") || name.endsWith(".csv");
    }
  }

  /** How the names of the files end that are read from a folder. */
  private static List<String> endings(String directory) {
    switch (directory) {
      case "flows":
        return List.of(".yaml", ".yml");
      case "decisions":
        return List.of(".csv");
      default:
        return List.of(".drl");
    }
  }

  /** A workbook of any kind in the bot's folder that is not the one called {@code bot.xlsx}, which is told. */
  private boolean isWorkbook(String directory, String relative) {
    String lower = relative.toLowerCase(Locale.ROOT);
    String kind = WORKBOOKS.stream().filter(lower::endsWith).findFirst().orElse("");
    if (!directory.isEmpty() || kind.isEmpty()) {
      return false;
    }
    workbooks.add(relative);
    findings.warning(
        "unread-file",
        Place.of(relative),
        kind.equals(".xlsx")
            ? "this workbook is not read: the one that is read is called " + BotSheets.WORKBOOK
            : "this workbook is not read: expected an Excel workbook (.xlsx) called "
                + BotSheets.WORKBOOK + ", so save it as one");
    return true;
  }

  private void unreadFolder(String directory, String relative) {
    if (!directory.isEmpty()) {
      findings.warning(
          "unread-folder",
          Place.of(relative),
          "this folder is not read; what belongs to the bot stands in " + directory + " itself");
    }
  }

  private void misspelt(String directory, String name, String relative, List<String> known) {
    if (!directory.isEmpty() && known == FILES) {
      misspeltEnding(directory, name.toLowerCase(Locale.ROOT), relative);
    }
    if (directory.isEmpty() && !FOLDERS.contains(name) && !FILES.contains(name)) {
      Suggestion.nearest(name, known)
          .ifPresent(near -> findings.warning(
              "misspelt-file",
              Place.of(relative),
              "this name means nothing here; did you mean \"" + near + "\"?"));
    }
  }

  /** {@code rules/x.DRL}, or {@code flows/x.yaml.txt} as editors save it where endings are hidden. */
  private void misspeltEnding(String directory, String lower, String relative) {
    for (String ending : endings(directory)) {
      if (lower.endsWith(ending) || lower.endsWith(ending + ".txt")) {
        findings.warning(
            "unread-file",
            Place.of(relative),
            "this file is not read: expected a name that ends in " + ending
                + ", in small letters and with nothing behind it");
      }
    }
  }

  private void readFile(Path file, String relative) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      // What is written into a pipe might never come.
      findings.error(
          "unreadable-file",
          Place.of(relative),
          "expected a plain file, but was a pipe, a socket or a device");
      return;
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = stream.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES && isTable(relative)) {
        large.add(relative); // Which of these are tables of the bot is told by bot.yaml.
      } else if (content.length > MAX_BYTES) {
        findings.error(
            "file-too-large",
            Place.of(relative),
            "expected a file of at most 5 MB, but was larger");
      } else {
        files.put(relative, content);
      }
    }
  }

  private static boolean isTable(String relative) {
    return relative.indexOf('/') < 0 && relative.endsWith(".csv") && !FILES.contains(relative);
  }

  /** True for a CSV file that is too large to be a table. */
  boolean isTooLarge(String relative) {
    return large.contains(relative);
  }

  /** True for a CSV file that only bot.yaml can make a table of this bot. */
  boolean isUnasked(String relative) {
    return isTable(relative);
  }

  /** Workbooks that are not read, by name. */
  List<String> unreadWorkbooks() {
    return Collections.unmodifiableList(workbooks);
  }

  /** All files by their path in the folder, in the order of their names. */
  Map<String, byte[]> contents() {
    return Collections.unmodifiableMap(files);
  }

  Optional<byte[]> file(String relative) {
    return Optional.ofNullable(files.get(relative));
  }

  /** What a file says; reports one that is no text. */
  Optional<String> text(String relative) {
    return file(relative).flatMap(content -> decoded(relative, content));
  }

  private Optional<String> decoded(String relative, byte[] content) {
    try {
      return Optional.of(TextBytes.decode(content));
    } catch (CharacterCodingException e) {
      findings.error(
          "unreadable-file",
          Place.of(relative, TextBytes.brokenLine(content)),
          "expected text in UTF-8 or UTF-16, but found a byte that is neither");
      return Optional.empty();
    }
  }

  /** The files of a folder, by name; the empty name is the bot's folder itself. */
  List<String> in(String directory) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    return files.keySet().stream()
        .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
        .toList();
  }

  /** SHA-256 over names and contents in the order of the names, as hexadecimal digits. */
  String checksum() {
    return checksum(List.of());
  }

  /** The same without some of the files. */
  String checksum(List<String> without) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach((name, content) -> {
        if (without.contains(name)) {
          return;
        }
        // With the lengths, no two different folders have the same bytes.
        digest.update(
            (name.length() + ":" + name + content.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
