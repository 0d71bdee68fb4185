package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A file for each host that follows a folder of versions. */
final class RunningHosts {
  private static final String END = ".json";
  /** Who writes: two programs under one name are to notice it. */
  private static final String PROCESS = UUID.randomUUID().toString();

  private final Path folder;

  RunningHosts(Path versions) {
    this.folder = versions.resolve("hosts");
  }

  /** By name. */
  List<RunningHost> all() {
    List<RunningHost> hosts = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return hosts;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(END) && !name.startsWith(".")) {
          try {
            hosts.add(RunningHost.read(Files.readString(file, StandardCharsets.UTF_8)));
          } catch (NoSuchFileException e) {
            // It ended meanwhile.
          } catch (BotFlowException e) {
            throw new BotFlowException(file + ": " + e.getMessage(), e);
          }
        }
      }
      return hosts;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void say(RunningHost host) {
    try {
      Files.createDirectories(folder);
      DurableFile.replace(folder.resolve(host.name() + END), host.json(PROCESS));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** True if another program says something under this name. */
  boolean isTaken(String name) {
    try {
      String text = Files.readString(folder.resolve(name + END), StandardCharsets.UTF_8);
      return !PROCESS.equals(JsonLine.read(text).textOrNull("process"));
    } catch (NoSuchFileException e) {
      return false;
    } catch (BotFlowException e) {
      return false; // Broken, and about to be written again.
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void leave(String name) {
    try {
      if (!isTaken(name)) {
        Files.deleteIfExists(folder.resolve(name + END));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BotFlowException failed(IOException e) {
    return new BotFlowException(
        folder + ": expected a folder that can be read and written, but failed", e);
  }
}
