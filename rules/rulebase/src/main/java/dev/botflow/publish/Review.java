package dev.botflow.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A draft that somebody asked another person to look at. It stands for one content: a draft that was changed since needs
 * another.
 *
 * @param number 1 and up
 * @param content the {@link DraftHashes#content} it is about
 * @param live the version it was compared with, which its publication replaces
 * @param asked who asks, when, and what they say
 * @param authors all who changed the draft as far as is known, with who asks: none of them may decide
 * @param decided who decided, when, and what they say; null while it is open
 * @param state how it stands
 */
public record Review(
    long number,
    String content,
    long live,
    Said asked,
    Set<String> authors,
    @Nullable Said decided,
    State state) {

  /** How a review stands. */
  public enum State {
    OPEN,
    APPROVED,
    REJECTED,
    /** Approved, and published: it stands for no other publication. */
    PUBLISHED
  }

  /**
   * What somebody said.
   *
   * @param by who
   * @param at when
   * @param note what; may be empty
   */
  public record Said(String by, Instant at, String note) {
    private void write(ObjectNode out) {
      out.put("by", by).put("at", at.toString()).put("note", note);
    }

    private static Said read(JsonLine in) {
      return new Said(in.text("by"), in.time("at"), in.text("note"));
    }
  }

  public Review {
    authors = Collections.unmodifiableSet(new TreeSet<>(authors));
  }

  /** True if this person asked for it or changed the draft, however they spell their name. */
  public boolean isBy(String person) {
    return authors.stream().anyMatch(author -> plain(author).equals(plain(person)));
  }

  /** Who decided; null while it is open. */
  @Nullable
  String decidedBy() {
    return decided == null ? null : decided.by();
  }

  /** Letter case, blanks and the form of letters do not make another person. */
  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .replaceAll("\\p{Cf}+", "")
        .replaceAll("\\s+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  Review decided(State newState, Said said) {
    return new Review(number, content, live, asked, authors, said, newState);
  }

  Review published() {
    return new Review(number, content, live, asked, authors, decided, State.PUBLISHED);
  }

  String json() {
    ObjectNode out = JsonLine.empty()
        .put("number", number)
        .put("content", content)
        .put("live", live)
        .put("state", JsonLine.word(state));
    asked.write(out.putObject("asked"));
    authors.forEach(out.putArray("authors")::add);
    if (decided != null) {
      decided.write(out.putObject("decided"));
    }
    return JsonLine.write(out);
  }

  static Review read(String text) {
    JsonLine in = JsonLine.read(text);
    JsonLine decided = in.objectOrNull("decided");
    Set<String> authors = new TreeSet<>();
    in.list("authors").forEach(name -> authors.add(name.asText()));
    return new Review(
        in.number("number"),
        in.text("content"),
        in.number("live"),
        Said.read(in.object("asked")),
        authors,
        decided == null ? null : Said.read(decided),
        in.word("state", State.class));
  }
}
