package dev.botflow.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that follows a folder of versions, as it said of itself last.
 *
 * @param name what it calls itself
 * @param runs the version it runs
 * @param since since when it runs that
 * @param seen when it said so last; one that is not seen for a minute does not run any more, or does not look
 * @param refused the version that is live and that it cannot run; 0 for none
 * @param why why it cannot; null if it runs the live one
 */
public record RunningHost(
    String name,
    long runs,
    Instant since,
    Instant seen,
    long refused,
    @Nullable String why) {

  /** @param process another for each program */
  String json(String process) {
    return JsonLine.write(JsonLine.empty()
        .put("name", name)
        .put("runs", runs)
        .put("since", since.toString())
        .put("seen", seen.toString())
        .put("refused", refused)
        .put("why", why)
        .put("process", process));
  }

  static RunningHost read(String text) {
    JsonLine in = JsonLine.read(text);
    return new RunningHost(
        in.text("name"),
        in.number("runs"),
        in.time("since"),
        in.time("seen"),
        in.number("refused"),
        in.textOrNull("why"));
  }
}
