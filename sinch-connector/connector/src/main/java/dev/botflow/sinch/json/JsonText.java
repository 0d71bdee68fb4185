package dev.botflow.sinch.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** JSON written piece by piece into a text. Half a surrogate pair becomes {@code ?} when the text is sent. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes members of an object that is open. */
  public interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  /** One object with these members, as UTF-8. */
  public static byte[] bytes(Members members) {
    Utf8Text text = new Utf8Text(FACTORY._getBufferRecycler());
    write(text, members);
    return text.toBytes();
  }

  private static void write(Writer text, Members members) {
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
  }
}
