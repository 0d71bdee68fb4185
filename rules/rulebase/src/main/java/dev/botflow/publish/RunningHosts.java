package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file for each host that follows a folder of versions. */
final class RunningHosts {
  private static final String END = ".json";

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
      DurableFile.replace(folder.resolve(host.name() + END), host.json());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void leave(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name + END));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BotFlowException failed(IOException e) {
    return new BotFlowException(
        folder + ": expected a folder that can be read and written, but failed", e);
  }
}
