package dev.botflow.table.sheet;

import dev.botflow.table.Customer;

/**
 * What a condition column asks about.
 *
 * @param what which fact
 * @param name the fact's name for {@link What#NAMED}, such as {@code plan}; empty for all others
 */
public record Subject(What what, String name) {

  /** The facts that columns of a table know by themselves. */
  public enum What {
    /** The event's kind, such as {@code text}. */
    HAPPENED,
    /** {@code message} for the five kinds of messages, absent for all other events. */
    MESSAGE,
    /** The channel by Sinch's name. */
    CHANNEL,
    /** The text, the label of a tapped choice, or else the postback. */
    SAYS,
    /** One of the four lists of {@link Customer}. */
    CUSTOMER,
    APP,
    /** The tag, such as {@code nl-BE}; with its first part, if it has several. */
    LANGUAGE,
    COUNTRY,
    POSTBACK,
    INTENT,
    DELIVERY_REASON,
    TAGS,
    LAST_FLOW,
    MISSES,
    /** A fact by its name: a host fact, one of the platform's names, a variable of a decision table. */
    NAMED
  }

  public static Subject of(What what) {
    return new Subject(what, "");
  }

  public static Subject named(String name) {
    return new Subject(What.NAMED, name);
  }
}
