package dev.botflow.store;

import java.time.Instant;

/**
 * An event that could not be handled, kept for people to look at.
 *
 * @param entry the event with its bytes
 * @param reason what is wrong with it, without personal data
 * @param since when it was given up
 */
public record BuriedEvent(InboxEntry entry, String reason, Instant since) {}
