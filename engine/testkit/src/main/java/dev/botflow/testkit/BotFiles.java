package dev.botflow.testkit;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what tests name by path: in the working folder, else among the resources of the tests. */
final class BotFiles {
  private BotFiles() {}

  static Path find(String path) {
    Path file = Path.of(path);
    if (Files.exists(file)) {
      return file;
    }
    ClassLoader resources = Thread.currentThread().getContextClassLoader();
    URL resource = resources == null ? null : resources.getResource(path);
    if (resource != null && resource.getProtocol().equals("file")) {
      try {
        return Path.of(resource.toURI());
      } catch (URISyntaxException e) {
        throw new BotFlowException(path + ": expected a resource with a readable place", e);
      }
    }
    throw new BotFlowException("\"" + path
        + "\": expected a file or folder, from the working folder or among the resources of the"
        + " tests, but found none");
  }

  static BotVersion load(Path folder, boolean trustRules) {
    ReadOptions options =
        trustRules ? ReadOptions.standard().trustingRules() : ReadOptions.standard();
    return BotFolder.read(folder, SinchChannelLimits.all(), options).orThrow();
  }
}
