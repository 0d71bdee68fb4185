package dev.botflow.workbench.live;

import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a bot that are played beside each other.
 *
 * @param from the version that is looked at first
 * @param to the other version; null for the draft
 * @param before what {@code from} does
 * @param now what {@code to} does
 * @param filesBefore the folder of {@code from}
 * @param filesNow the folder of {@code to}
 * @param edited what stands for files of {@code filesNow}, by their path in it
 * @param sameScenarios true if both have the same files of scenarios
 * @param errors what is wrong in the draft and is left out
 */
public record Sides(
    long from,
    @Nullable Long to,
    BotVersion before,
    BotVersion now,
    Path filesBefore,
    Path filesNow,
    Map<String, byte[]> edited,
    boolean sameScenarios,
    List<Finding> errors) {
  public Sides {
    edited = Collections.unmodifiableMap(new LinkedHashMap<>(edited));
    errors = List.copyOf(errors);
  }
}
