package dev.botflow.template;

import java.time.ZoneId;

/**
 * How values become text for a contact.
 *
 * @param language a tag such as {@code nl} or {@code nl-BE}; patterns are known for en, nl, fr and de, any other
 *     language has those of en
 * @param zone the zone in which {@code |date} and {@code |time} show an instant
 */
public record RenderStyle(String language, ZoneId zone) {}
