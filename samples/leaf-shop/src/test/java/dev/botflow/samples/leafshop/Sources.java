package dev.botflow.samples.leafshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's sources, as they lie in the checkout. */
final class Sources {
  private static final Path ROOT = Path.of("..", "..");
  private static final List<String> FLOORS =
      List.of("engine", "rules", "sinch-connector", "samples");
  private static final Pattern PURPOSE = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  private Sources() {}

  /**
   * A package of main code.
   *
   * @param module the folder of its module, from the checkout's root
   * @param purpose the text of its {@code package-info}, on one line
   */
  record Room(String name, String module, String purpose, long files) {
    /** Its types are public for the sibling packages of its module alone. */
    boolean isInternal() {
      return purpose.startsWith("Internal:");
    }
  }

  /**
   * A file of main code.
   *
   * @param path from the checkout's root
   */
  record Source(String path, String text) {
    long lines() {
      return text.lines().count();
    }
  }

  /** All files of Java in main code. */
  static List<Source> mainFiles() {
    return FLOORS.stream().flatMap(Sources::files).toList();
  }

  private static Stream<Source> files(String floor) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(floor))) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .map(Sources::source)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source source(Path file) {
    try {
      return new Source(
          ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All packages that have a {@code package-info}; those without one do not compile into the house's rules. */
  static List<Room> mainPackages() {
    return FLOORS.stream().flatMap(Sources::packages).toList();
  }

  private static Stream<Room> packages(String floor) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(floor))) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
          .filter(Files::isDirectory)
          .filter(folder -> count(folder) > 0)
          .map(Sources::room)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Room room(Path folder) {
    String path = ROOT.relativize(folder).toString().replace('\\', '/');
    int at = path.indexOf("/src/main/java/");
    String name = path.substring(at + "/src/main/java/".length()).replace('/', '.');
    return new Room(name, path.substring(0, at), purpose(folder), count(folder));
  }

  private static String purpose(Path folder) {
    try {
      Path info = folder.resolve("package-info.java");
      Matcher comment = PURPOSE.matcher(Files.exists(info) ? Files.readString(info) : "");
      return comment.find() ? comment.group(1).replaceAll("\\n \\* ?", " ").strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
