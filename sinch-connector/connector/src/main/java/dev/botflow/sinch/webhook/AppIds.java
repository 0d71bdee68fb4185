package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Which app the body of a webhook call names. Nothing is trusted by that: it chooses the secret the call is verified with. */
public final class AppIds {
  private AppIds() {}

  /** Its {@code app_id}; empty if it names none, or is no JSON up to there. */
  public static Optional<String> of(byte[] body) {
    try (JsonParser in = Json.FACTORY.createParser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = in.currentName().equals("app_id");
        JsonToken value = in.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING && !in.getText().isEmpty()
              ? Optional.of(in.getText())
              : Optional.empty();
        }
        in.skipChildren();
      }
      return Optional.empty();
    } catch (IOException e) {
      // Whoever it is from: what cannot be read names no app.
      return Optional.empty();
    }
  }
}
