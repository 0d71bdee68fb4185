package dev.botflow.scenario;

/** Texts with stars, as scenarios write them: {@code *} stands for anything, line breaks and nothing at all included. */
public final class ScenarioPattern {
  private ScenarioPattern() {}

  /** True if the whole text is as the pattern says. Takes at most the product of both lengths in steps. */
  public static boolean matches(String pattern, String text) {
    int inPattern = 0;
    int inText = 0;
    int star = -1;
    int afterStar = 0;
    while (inText < text.length()) {
      if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
        star = inPattern++;
        afterStar = inText;
      } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == text.charAt(inText)) {
        inPattern++;
        inText++;
      } else if (star >= 0) {
        // Only the last star takes more: what stands before it fits already.
        inPattern = star + 1;
        inText = ++afterStar;
      } else {
        return false;
      }
    }
    while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
      inPattern++;
    }
    return inPattern == pattern.length();
  }
}
