package dev.botflow.workbench.draft;

import dev.botflow.message.ChannelCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a draft is given by its host.
 *
 * @param owner who opens the folder, for others who would open it too
 * @param clock tells when an edit was made
 * @param timer runs the saving and the checks; the draft does not close it
 * @param channels what each channel can show
 * @param saveAfter how long nobody edits before the files are written
 * @param lookEvery how often files are compared with what was read, where no watch tells of a change
 */
public record DraftOptions(
    String owner,
    Clock clock,
    ScheduledExecutorService timer,
    ChannelCatalog channels,
    Duration saveAfter,
    Duration lookEvery) {

  /** As WORKBENCH has it: files are written half a second after the last edit, and looked at every 5 seconds. */
  public static DraftOptions of(String owner, ChannelCatalog channels) {
    return new DraftOptions(
        owner,
        Clock.systemUTC(),
        Executors.newScheduledThreadPool(2, work -> {
          Thread thread = new Thread(work, "botflow-draft");
          thread.setDaemon(true);
          return thread;
        }),
        channels,
        Duration.ofMillis(500),
        Duration.ofSeconds(5));
  }
}
