package dev.botflow.workbench;

import dev.botflow.workbench.Assets.Asset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The workbench over one bot's folder. Safe for use by many threads. */
public final class Workbench implements AutoCloseable {
  private final Assets assets = new Assets();
  private final Path folder;

  private Workbench(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a bot's folder for editing.
   *
   * @param folder the bot's
   */
  public static Workbench open(Path folder) {
    return new Workbench(folder);
  }

  /**
   * Answers one call; never throws for what the caller sent.
   *
   * @param request as it came
   */
  public Response handle(Request request) {
    Optional<Asset> asset =
        assets.find(request.path().equals("/") ? "index.html" : request.path().substring(1));
    return asset
        .map(found -> new Response(200, Map.of("Content-Type", found.type()), found.bytes()))
        .orElseGet(() -> new Response(
            404,
            Map.of("Content-Type", "text/plain; charset=utf-8"),
            "not found\n".getBytes(StandardCharsets.UTF_8)));
  }

  /** The folder that is edited. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    // Nothing is held open yet.
  }
}
