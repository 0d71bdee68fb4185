package dev.botflow.message;

/**
 * How many messages may leave in a second, counted over all transports that name the same budget: a project's, say, which
 * all of its apps share. No second sees more, wherever it begins.
 *
 * @param name what the budget is known by; transports that use the same name share it
 * @param perSecond messages in any one second, at least 1; where two transports report different numbers for one name, the
 *     one connected last counts
 */
public record SendBudget(String name, int perSecond) {
  public SendBudget {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "budget " + name + ": expected at least 1 message a second, but was " + perSecond);
    }
  }
}
