package dev.botflow.error;

import org.jspecify.annotations.Nullable;

/**
 * One thing a check found in a bot's files.
 *
 * @param severity an error stops the load, a warning does not
 * @param code a short stable word for tools, such as {@code unknown-flow}
 * @param place where it stands
 * @param message what was expected and what was found, one plain sentence without the place
 * @param sample an event that shows it; null where no event does
 */
public record Finding(
    Severity severity,
    String code,
    Place place,
    String message,
    @Nullable Sample sample) {

  public Finding(Severity severity, String code, Place place, String message) {
    this(severity, code, place, message, null);
  }

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The same finding with an event that shows it. */
  public Finding shownBy(@Nullable Sample newSample) {
    return new Finding(severity, code, place, message, newSample);
  }

  /** Place and message on one line, as a person reads them. */
  public String sentence() {
    return place + ": " + Place.onOneLine(message);
  }
}
