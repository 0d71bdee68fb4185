package dev.botflow.workbench.file;

import dev.botflow.error.BotFlowException;
import dev.botflow.text.TextBytes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Internal: the files of a bot that people edit as text: bot.yaml, flows, and scenarios in YAML. A file is written only over
 * the text somebody saw. Safe for use by many threads.
 */
public final class TextFiles {
  private static final List<String> FOLDERS = List.of("flows", "scenarios");
  private static final String SETTINGS = "bot.yaml";

  private final Path bot;

  /** @param bot the bot's folder */
  public TextFiles(Path bot) {
    this.bot = bot;
  }

  /**
   * A file.
   *
   * @param name its path in the bot's folder
   * @param text with {@code \n} at the end of each line
   * @param hash SHA-256 of its bytes, in hexadecimal digits; empty for one that is not there yet
   */
  public record Text(String name, String text, String hash) {}

  /** The text was written over meanwhile. */
  public static final class StaleTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text theirs;

    StaleTextException(Text theirs) {
      super(theirs.name() + ": expected the text you saw, but it was changed meanwhile");
      this.theirs = theirs;
    }

    /** What stands there now. */
    public Text theirs() {
      return theirs;
    }
  }

  /** Their paths in the bot's folder: flows by name, scenarios by name, and bot.yaml last. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String folder : FOLDERS) {
      names.addAll(in(folder));
    }
    if (Files.isRegularFile(bot.resolve(SETTINGS), LinkOption.NOFOLLOW_LINKS)) {
      names.add(SETTINGS);
    }
    return names;
  }

  private List<String> in(String folder) {
    Path path = bot.resolve(folder);
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return names;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (isText(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          names.add(folder + "/" + name);
        }
      }
    } catch (IOException e) {
      throw new BotFlowException(
          folder + ": expected a folder that can be read, but reading failed", e);
    }
    names.sort(null);
    return names;
  }

  private static boolean isText(String name) {
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /**
   * A file as it stands.
   *
   * @return empty if the bot has no such text
   * @throws BotFlowException if it is too large or no text
   */
  public Optional<Text> read(String name) {
    return names().contains(name)
        ? new TableFile(bot, name).read().map(bytes -> text(name, bytes))
        : Optional.empty();
  }

  private static Text text(String name, byte[] bytes) {
    try {
      String text = TextBytes.decode(bytes);
      return new Text(name, text.replace("\r\n", "\n").replace('\r', '\n'), hash(bytes));
    } catch (CharacterCodingException e) {
      throw new BotFlowException(
          name + ": expected text in UTF-8 or UTF-16, but line " + TextBytes.brokenLine(bytes)
              + " has a byte that is neither",
          e);
    }
  }

  /** True if it can be written, as far as its rights tell. */
  public boolean isWritable(String name) {
    return new TableFile(bot, name).isWritable();
  }

  /**
   * Writes a text over the one that was seen. Lines that are the same as before keep their bytes.
   *
   * @param seen the hash of that one; empty for a flow that is not there yet
   * @throws StaleTextException if another stands there now
   * @throws BotFlowException if it cannot be written
   */
  public synchronized Text write(String name, String seen, String text) {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BotFlowException(
          name
              + ": expected text, but found a sign that no file can hold: a null or half a pair of signs");
    }
    if (!names().contains(name) && !isNewFlow(name)) {
      throw new BotFlowException(
          name + ": expected flows/NAME.yaml with letters, digits, - and _ in its name");
    }
    TableFile file = new TableFile(bot, name);
    byte[] before = names().contains(name) ? file.read().orElse(new byte[0]) : new byte[0];
    String now = names().contains(name) ? hash(before) : "";
    if (!now.equals(seen)) {
      throw new StaleTextException(now.isEmpty() ? new Text(name, "", "") : text(name, before));
    }
    byte[] bytes = bytes(name, before, text);
    if (bytes.length > TableFile.MAX_BYTES) {
      throw new BotFlowException(name + ": expected a file of at most 5 MB");
    }
    try {
      Path folder = bot.resolve(name).getParent();
      if (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
      }
      file.write(bytes);
    } catch (IOException e) {
      throw new BotFlowException(
          name + ": expected to write the file, but that failed: " + e.getMessage(), e);
    }
    return text(name, bytes);
  }

  private static boolean isNewFlow(String name) {
    String plain = name.startsWith("flows/") && name.endsWith(".yaml")
        ? name.substring("flows/".length(), name.length() - ".yaml".length())
        : "";
    return !plain.isEmpty()
        && plain.length() <= 60
        && plain.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  /** The text in the encoding of the file; its lines end as they did, new ones as the file's first. */
  private static byte[] bytes(String name, byte[] before, String text) {
    String old;
    try {
      old = TextBytes.decode(before);
    } catch (CharacterCodingException e) {
      throw new BotFlowException(name + ": expected text in UTF-8 or UTF-16, but it is not", e);
    }
    Charset charset = before.length == 0 ? StandardCharsets.UTF_8 : TextBytes.charset(before);
    boolean mark = new String(before, 0, Math.min(4, before.length), charset).startsWith("\uFEFF");
    String joined = LineEnds.kept(old, text);
    return ((mark ? "\uFEFF" : "") + joined).getBytes(charset);
  }

  /** SHA-256, in hexadecimal digits. */
  public static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
