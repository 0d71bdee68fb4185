package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what Sinch's analysis makes of a message, and keeps the result with the highest score of each kind. */
final class AnalysisReader {
  private AnalysisReader() {}

  /** A result and how sure it is, from 0 to 1. */
  record Best(String name, double score) {}

  static void read(JsonParser in, RawEvent draft) throws IOException {
    if (!Json.entersObject(in)) {
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "ml_nlu_result" -> draft.intent = best(in, "intent", null);
        case "ml_sentiment_result" -> draft.sentiment = best(in, "sentiment", null);
        default -> in.skipChildren();
      }
    }
  }

  /** The best of an array of results, each of which may list further ones under {@code results}. */
  private static @Nullable Best best(JsonParser in, String name, @Nullable Best soFar)
      throws IOException {
    Best best = soFar;
    if (Json.entersArray(in)) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (Json.entersObject(in)) {
          best = bestOfEntry(in, name, best);
        }
      }
    }
    return best;
  }

  private static @Nullable Best bestOfEntry(JsonParser in, String name, @Nullable Best soFar)
      throws IOException {
    Best best = soFar;
    String found = null;
    Double score = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals(name)) {
        found = Json.text(in);
      } else if (key.equals("score")) {
        score = Json.number(in);
      } else if (key.equals("results")) {
        best = best(in, name, best);
      } else {
        in.skipChildren();
      }
    }
    double own = score == null ? 0 : score;
    return found != null && (best == null || own > best.score) ? new Best(found, own) : best;
  }
}
