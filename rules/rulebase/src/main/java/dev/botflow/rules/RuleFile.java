package dev.botflow.rules;

/**
 * A bot's own rules, as a developer wrote them. They are code and can do what the host can: take them from people who may
 * change the host itself, and from nobody else.
 *
 * @param file its path in the bot's folder, for findings
 * @param text DRL; {@code Facts}, {@code Candidate}, {@code Stage} and {@code Row} need no import
 */
public record RuleFile(String file, String text) {}
