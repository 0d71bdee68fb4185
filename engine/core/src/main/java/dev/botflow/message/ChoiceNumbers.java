package dev.botflow.message;

import java.util.Collection;

/**
 * Whether the choices of a message are counted: where they are written as lines, each gets a number, and that number is
 * an answer. Where a label is itself a number ({@code 2}, {@code €3}, {@code -1}), none of them is counted, since "2"
 * could mean the label or the second line. Writer and reader both ask here, so they agree.
 */
public final class ChoiceNumbers {
  private ChoiceNumbers() {}

  /** @param labels what the contact reads on all choices of one message */
  public static boolean areShown(Collection<String> labels) {
    return labels.stream().noneMatch(ChoiceNumbers::isNumber);
  }

  private static boolean isNumber(String label) {
    int start = 0;
    int end = label.length();
    while (start < end && !Character.isLetterOrDigit(label.codePointAt(start))) {
      start += Character.charCount(label.codePointAt(start));
    }
    while (end > start && !Character.isLetterOrDigit(label.codePointBefore(end))) {
      end -= Character.charCount(label.codePointBefore(end));
    }
    return start < end && label.substring(start, end).codePoints().allMatch(Character::isDigit);
  }
}
