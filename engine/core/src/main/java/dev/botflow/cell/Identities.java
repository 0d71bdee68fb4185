package dev.botflow.cell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a contact's identity on a channel is compared, in table cells and {@code when:} alike: phone numbers come with and
 * without their {@code +}, and people write them with blanks, dashes and brackets; none of these count. Identities that are
 * no phone numbers compare as any text. No other fact is compared like this: in what a contact wrote, a {@code +} counts.
 */
public final class Identities {
  private static final List<String> NAMES =
      List.of("identity", "internal.sinchConversationAPI.channelIdentity");

  private Identities() {}

  /** The value as it is compared, if the name is that of an identity; else the value as it is. */
  public static @Nullable Object compared(String name, @Nullable Object value) {
    return value instanceof String text && NAMES.contains(name) ? bare(text) : value;
  }

  /** The cell as it compares, if the name is that of an identity; else the cell as it is. */
  public static Cell cell(String name, Cell cell) {
    return NAMES.contains(name) ? bare(cell) : cell;
  }

  private static Cell bare(Cell cell) {
    if (cell instanceof Cell.AnyOf anyOf) {
      return new Cell.AnyOf(anyOf.words(), bare(anyOf.folded()));
    }
    if (cell instanceof Cell.Part part) {
      return new Cell.Part(part.where(), part.words(), bare(part.folded()));
    }
    if (cell instanceof Cell.Not not) {
      return new Cell.Not(bare(not.test()));
    }
    return cell instanceof Cell.Either either
        ? new Cell.Either(either.tests().stream().map(Identities::bare).toList())
        : cell;
  }

  private static List<String> bare(List<String> words) {
    return words.stream().map(Identities::bare).toList();
  }

  private static String bare(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (" ()\u00a0".indexOf(c) < 0 && !(c == '+' ? i == 0 : c == '-' && i > 0)) {
        return text; // No phone number: an address, or an id of letters.
      }
    }
    return digits.length() == 0 || digits.length() == text.length() ? text : digits.toString();
  }
}
