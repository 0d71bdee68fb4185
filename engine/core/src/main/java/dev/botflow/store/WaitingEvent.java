package dev.botflow.store;

/**
 * An event in the inbox.
 *
 * @param number its place in the order of acceptance; greater than that of every event accepted before
 * @param entry the event
 */
public record WaitingEvent(long number, InboxEntry entry) {}
