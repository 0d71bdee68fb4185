package dev.botflow.table;

import dev.botflow.cell.NamedHours;
import dev.botflow.flow.BotSettings;
import dev.botflow.text.WordLists;

/**
 * What the words of a routing table can mean.
 *
 * @param settings host facts by label and extra channels
 * @param words the word lists of {@code in LIST}
 * @param hours the opening hours {@code At} may name
 */
public record TableWords(BotSettings settings, WordLists words, NamedHours hours) {}
