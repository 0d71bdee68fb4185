package dev.botflow.audit;

/**
 * Where an audit stands. Whoever writes it down elsewhere can prove later that no line up to it was changed or cut off.
 *
 * @param number of the last line; 0 for none
 * @param hash the last line's SHA-256, in hex; 64 zeros for none
 */
public record AuditHead(long number, String hash) {}
