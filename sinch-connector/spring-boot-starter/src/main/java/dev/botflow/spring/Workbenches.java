package dev.botflow.spring;

import dev.botflow.workbench.IdentityProvider;
import dev.botflow.workbench.Workbench;
import dev.botflow.workbench.WorkbenchOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The workbenches, one for each bot's folder, by where they are below the page's path: nothing, or the app's name. */
final class Workbenches implements AutoCloseable {
  private final Map<String, Workbench> below = new LinkedHashMap<>();

  /**
   * Opens them.
   *
   * @throws dev.botflow.error.BotFlowException if a folder is missing, or somebody else has it open
   */
  static Workbenches open(BotFlowProperties properties, IdentityProvider identities) {
    Map<String, Path> folders = new LinkedHashMap<>();
    if (properties.apps().isEmpty()) {
      folders.put("", Bots.given("bot", properties.bot()));
    }
    properties
        .apps()
        .forEach(
            (name, app) -> folders.put("/" + name, Bots.given("apps." + name + ".bot", app.bot())));
    Workbenches all = new Workbenches();
    try {
      folders.forEach((place, folder) -> all.below.put(
          place,
          Workbench.open(folder, WorkbenchOptions.embedded("this application", identities))));
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
    return all;
  }

  /** @throws IllegalArgumentException if there is none */
  Workbench at(String place) {
    Workbench workbench = below.get(place);
    if (workbench == null) {
      throw new IllegalArgumentException(place + ": expected one of " + below.keySet());
    }
    return workbench;
  }

  @Override
  public void close() {
    below.values().forEach(Workbench::close);
  }
}
