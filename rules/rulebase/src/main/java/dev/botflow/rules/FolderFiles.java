package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a bot's folder, read once: what is checked, compiled and summed is the same bytes. Links are refused, since
 * they lead out of the folder; so are files over {@value #MAX_BYTES} bytes.
 */
final class FolderFiles {
  static final int MAX_BYTES = 5 * 1024 * 1024;

  private static final List<String> FILES =
      List.of("bot.yaml", "routing.csv", "words.csv", "hours.csv", "texts.csv", "bot.xlsx");
  private static final List<String> FOLDERS = List.of("flows", "decisions", "rules", "scenarios");

  private final Path root;
  private final Findings findings;
  private final Map<String, byte[]> files = new TreeMap<>();

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
      } else {
        misspelt(directory, name, relative, FILES);
      }
    }
  }

  private static boolean isPart(String directory, String name) {
    switch (directory) {
      case "flows":
        return name.endsWith(".yaml") || name.endsWith(".yml");
      case "decisions":
        return name.endsWith(".csv");
      case "rules":
        return name.endsWith(".drl");
      default:
        return name.equals("bot.yaml") || name.equals("bot.xlsx") || name.endsWith(".csv");
    }
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
    if (directory.isEmpty() && !FOLDERS.contains(name) && !FILES.contains(name)) {
      Suggestion.nearest(name, known)
          .ifPresent(near -> findings.warning(
              "misspelt-file",
              Place.of(relative),
              "this name means nothing here; did you mean \"" + near + "\"?"));
    }
  }

  private void readFile(Path file, String relative) throws IOException {
    if (!FILES.contains(relative)) {
      misspeltTable(relative);
    }
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = stream.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        findings.error(
            "file-too-large",
            Place.of(relative),
            "expected a file of at most 5 MB, but was larger");
      } else {
        files.put(relative, content);
      }
    }
  }

  /** {@code word.csv} is read as a routing table, as any other name would be; that is hardly what was meant. */
  private void misspeltTable(String relative) {
    if (relative.indexOf('/') < 0) {
      Suggestion.nearest(relative, List.of("words.csv", "hours.csv", "texts.csv"))
          .ifPresent(near -> findings.warning(
              "misspelt-file",
              Place.of(relative),
              "this file is taken as a routing table; did you mean \"" + near + "\"?"));
    }
  }

  /** All files by their path in the folder, in the order of their names. */
  Map<String, byte[]> contents() {
    return Collections.unmodifiableMap(files);
  }

  Optional<byte[]> file(String relative) {
    return Optional.ofNullable(files.get(relative));
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach((name, content) -> {
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
