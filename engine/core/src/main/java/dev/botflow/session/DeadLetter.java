package dev.botflow.session;

import java.time.Instant;

/**
 * A message that was given up.
 *
 * @param row the message
 * @param reason why, without personal data
 * @param unknown true if it may have been sent
 * @param since when it was given up
 */
public record DeadLetter(OutboxRow row, String reason, boolean unknown, Instant since) {}
