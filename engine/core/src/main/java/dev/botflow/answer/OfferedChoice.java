package dev.botflow.answer;

import java.util.List;

/**
 * A choice as a contact sees it.
 *
 * @param id what is saved when it is picked
 * @param label what the contact reads
 * @param also other words for it
 */
public record OfferedChoice(String id, String label, List<String> also) {
  public OfferedChoice {
    also = List.copyOf(also);
  }
}
