package dev.botflow.cell;

import org.jspecify.annotations.Nullable;

/**
 * What a condition or a text can ask about, by name. A value is null (absent), a String, a BigDecimal, a Boolean, a List
 * or a Map of these; dates and times are ISO text.
 */
@FunctionalInterface
public interface Values {

  /**
   * The value of a name; dotted names are paths into maps.
   *
   * @return null if there is none
   */
  @Nullable
  Object value(String name);
}
