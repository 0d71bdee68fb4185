package dev.botflow.authoring.io;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and prints: UTF-8, and lines that end in a line feed on every system, so that the same input gives
 * the same bytes.
 *
 * @param in what a person types
 * @param out results
 * @param err what went wrong
 * @param interactive true if a person sits at a terminal
 */
public record Streams(BufferedReader in, PrintStream out, PrintStream err, boolean interactive) {

  /** Those of this process. */
  public static Streams ofProcess() {
    return new Streams(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        isTerminal());
  }

  /** Since Java 22 there may be a console without a terminal, which a method of its own says. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  /** Prints a line for programs, as it is. */
  public void json(String line) {
    out.print(line);
    out.print('\n');
  }

  /** Prints lines for people. */
  public void text(String text) {
    out.print(harmless(text));
    out.print('\n');
  }

  /** Reports what went wrong, in one sentence, after what was printed so far. */
  public void problem(String sentence) {
    out.flush();
    err.print(harmless(sentence));
    err.print('\n');
    err.flush();
  }

  /** A contact's text may hold control characters, with which a terminal can be made to do things. */
  private static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
    }
    return shown.toString();
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
