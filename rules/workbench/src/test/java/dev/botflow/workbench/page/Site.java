package dev.botflow.workbench.page;

import dev.botflow.workbench.Role;
import dev.botflow.workbench.http.WorkbenchServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A workbench on a bot of its own, in a folder that goes with it. */
final class Site implements AutoCloseable {
  private static final Path SAMPLE = Path.of("src/test/resources/dev/botflow/workbench/page/bot");

  private final Path folder;
  private final WorkbenchServer server;

  private Site(Path folder, Set<Role> roles) {
    this.folder = folder;
    this.server = WorkbenchServer.open(folder, 0, "Ana", roles);
  }

  static Site withSample() {
    return new Site(copied(), EnumSet.allOf(Role.class));
  }

  /** The sample with another routing table. */
  static Site withTable(String csv) {
    return withTable(csv, EnumSet.allOf(Role.class));
  }

  static Site withTable(String csv, Set<Role> roles) {
    Path folder = copied();
    write(folder.resolve("routing.csv"), csv);
    return new Site(folder, roles);
  }

  /** The sample with files of its own beside. */
  static Site withFiles(Map<String, String> files) {
    Path folder = copied();
    files.forEach((name, text) -> write(folder.resolve(name), text));
    return new Site(folder, EnumSet.allOf(Role.class));
  }

  static String sampleFile(String name) {
    return read(SAMPLE.resolve(name));
  }

  static String sampleTable() {
    return sampleFile("routing.csv");
  }

  /** The address to open; it can be opened once, later the page's own is. */
  String address() {
    return server.firstAddress().toString();
  }

  String page() {
    return server.address().toString();
  }

  String table() {
    return read(folder.resolve("routing.csv"));
  }

  void table(String csv) {
    write(folder.resolve("routing.csv"), csv);
  }

  String file(String name) {
    return read(folder.resolve(name));
  }

  void write(String name, String text) {
    write(folder.resolve(name), text);
  }

  boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  @Override
  public void close() {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copied() {
    try (Stream<Path> files = Files.walk(SAMPLE)) {
      Path folder = Files.createTempDirectory("bot");
      List<Path> all = files.toList();
      for (Path file : all) {
        Path to = folder.resolve(SAMPLE.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
