package dev.botflow.workbench.page;

import dev.botflow.publish.Publication;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.workbench.Role;
import dev.botflow.workbench.http.WorkbenchServer;
import dev.botflow.workbench.live.LiveOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A workbench on a bot of its own, in a folder that goes with it. */
final class Site implements AutoCloseable {
  private static final Path SAMPLE = Path.of("src/test/resources/dev/botflow/workbench/page/bot");

  private final Path folder;
  private final Optional<Path> versions;
  private WorkbenchServer server;

  private Site(Path folder, Set<Role> roles) {
    this(folder, Optional.empty(), roles);
  }

  private Site(Path folder, Optional<Path> versions, Set<Role> roles) {
    this.folder = folder;
    this.versions = versions;
    this.server = opened("Ana", roles);
  }

  private WorkbenchServer opened(String person, Set<Role> roles) {
    return WorkbenchServer.open(folder, 0, person, roles, versions.map(LiveOptions::of));
  }

  /** The sample with files of its own beside, published to a folder of versions. */
  static Site publishing(Map<String, String> files) {
    Path folder = copied();
    files.forEach((name, text) -> write(folder.resolve(name), text));
    return new Site(folder, Optional.of(temporary("versions")), EnumSet.allOf(Role.class));
  }

  /** The folder of versions. */
  VersionsFolder versions() {
    return VersionsFolder.of(
        versions.orElseThrow(),
        SinchChannelLimits.all(),
        ReadOptions.standard().lookingOnly(),
        Clock.systemUTC());
  }

  /** Somebody else publishes the sample with another text meanwhile. */
  void publishedByOthers(String author, String note, String flow, String text) {
    Path other = copied();
    write(other.resolve(flow), text);
    versions().publish(Publication.of(other, author, note));
    delete(other);
  }

  /** Ends the workbench and opens it for somebody else, or with other roles. */
  Site reopen(String person, Set<Role> roles) {
    server.close();
    server = opened(person, roles);
    return this;
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
    delete(folder);
    versions.ifPresent(Site::delete);
  }

  private static Path temporary(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
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
