package dev.botflow.sinch;

import dev.botflow.sinch.api.AppChannel;
import java.util.List;

/**
 * What came in since the connector was opened, the channels found when connecting, and what is missing. {@code received} is the sum of the counts
 * below it but for calls that are just being handled.
 *
 * @param received webhook calls
 * @param accepted events the engine took
 * @param duplicates events it had before
 * @param rejectedSignatures calls with a missing or wrong signature
 * @param stale calls signed rightly, but too long ago or ahead of our clock; many of them say that Sinch repeats calls
 *     without signing anew, or that a clock is wrong
 * @param otherApp events of another app than this endpoint's
 * @param unknown events of a kind this version does not know
 * @param buried bodies that were signed but cannot be read
 * @param refused calls that are no webhook's: another method than POST, over 1 MiB, or no JSON while running unsigned
 * @param failures calls answered 503, so that Sinch comes again: the engine was busy, or failed
 * @param missing what keeps the app from working just now, a sentence each that begins with the setting to look at: it
 *     could not be connected yet, or the token host is not asked again for a while; empty if all is well
 */
public record ConnectorHealth(
    long received,
    long accepted,
    long duplicates,
    long rejectedSignatures,
    long stale,
    long otherApp,
    long unknown,
    long buried,
    long refused,
    long failures,
    List<AppChannel> channels,
    List<String> missing) {
  public ConnectorHealth {
    channels = List.copyOf(channels);
    missing = List.copyOf(missing);
  }
}
