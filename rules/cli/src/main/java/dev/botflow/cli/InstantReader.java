package dev.botflow.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine;

/** Reads a moment on the command line: RFC 3339, with {@code Z} or an offset. */
final class InstantReader implements CommandLine.ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new CommandLine.TypeConversionException(
          "expected a moment such as 2026-03-02T10:00:00+01:00, but was \"" + text + "\"");
    }
  }
}
