package dev.botflow.sinch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON written piece by piece into a text. Half a surrogate pair becomes {@code ?} when the text is sent. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes members of an object that is open. */
  interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  /** One object with these members. */
  static String object(Members members) {
    // A writer takes half a surrogate pair; Jackson's byte output would throw.
    SegmentedStringWriter text = new SegmentedStringWriter(FACTORY._getBufferRecycler());
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
      out.flush();
      return text.getAndClear();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
  }
}
