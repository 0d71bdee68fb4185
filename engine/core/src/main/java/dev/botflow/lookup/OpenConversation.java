package dev.botflow.lookup;

import dev.botflow.event.SessionKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that goes on, and where it stands.
 *
 * @param key whose it is
 * @param flow the innermost flow
 * @param step the step it stands at
 * @param since since when it waits there; null for one that goes on by itself
 */
public record OpenConversation(
    SessionKey key, String flow, String step, @Nullable Instant since) {}
