package dev.botflow.workbench.draft;

import dev.botflow.message.ChannelCatalog;
import java.time.Clock;
import java.time.Duration;

/**
 * What a draft is given by its host.
 *
 * @param owner who opens the folder, for others who would open it too
 * @param clock tells when an edit was made
 * @param timer runs the saving and the checks
 * @param channels what each channel can show
 * @param saveAfter how long nobody edits before the files are written
 * @param lookEvery how often files are compared with what was read, where no watch tells of a change
 */
public record DraftOptions(
    String owner,
    Clock clock,
    DraftTimer timer,
    ChannelCatalog channels,
    Duration saveAfter,
    Duration lookEvery) {

  /** Files are written half a second after the last edit and looked at every 5 seconds, on daemon threads. */
  public static DraftOptions of(String owner, ChannelCatalog channels) {
    return new DraftOptions(
        owner,
        Clock.systemUTC(),
        DraftTimer.daemons(),
        channels,
        Duration.ofMillis(500),
        Duration.ofSeconds(5));
  }
}
