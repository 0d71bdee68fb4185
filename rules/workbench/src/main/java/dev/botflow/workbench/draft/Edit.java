package dev.botflow.workbench.draft;

/**
 * An operation as it is sent.
 *
 * @param id made up by the sender: an operation that is sent again under its id does nothing twice
 */
public record Edit(String id, Op op) {}
