package dev.botflow.template;

import dev.botflow.error.BotFlowException;

/** A text with names in braces that cannot be read; the message says what was expected and what stands there. */
public final class TemplateBrokenException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  TemplateBrokenException(String expected, String found) {
    super("expected " + expected + ", but was \"" + found + "\"");
  }
}
