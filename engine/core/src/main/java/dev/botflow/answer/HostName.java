package dev.botflow.answer;

/** Names of hosts as addresses have them. */
final class HostName {
  private static final int MAX_CHARS = 253;
  private static final int MAX_LABEL = 63;

  private HostName() {}

  /** True for at least two labels of letters, digits and inner dashes, the last one with letters. */
  static boolean isPublic(String name) {
    int start = 0;
    int labels = 0;
    String last = "";
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '.') {
        last = name.substring(start, i);
        if (!isLabel(last)) {
          return false;
        }
        labels++;
        start = i + 1;
      }
    }
    boolean letters = last.length() >= 2 && !last.chars().allMatch(Character::isDigit);
    return labels >= 2 && letters && name.length() <= MAX_CHARS;
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_LABEL
        && !label.startsWith("-")
        && !label.endsWith("-")
        && label.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
  }
}
