package dev.botflow.session;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import java.time.Instant;

/**
 * Something to do at a moment.
 *
 * @param id unique in its session
 * @param key its session
 * @param context who it concerns, for the event it becomes
 * @param dueAt when
 */
public record Timer(String id, SessionKey key, ChannelContext context, Instant dueAt) {}
