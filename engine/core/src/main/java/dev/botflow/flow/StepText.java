package dev.botflow.flow;

import dev.botflow.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * A text of a step, or another value in which names in braces stand for values.
 *
 * @param key where it stands in the step, such as {@code on_invalid}
 * @param text as the flow has it (a template)
 * @param end the end of its key in texts.csv; null for what is the same in every language
 * @param label true for what stands on a button or row
 */
public record StepText(String key, String text, @Nullable String end, boolean label) {

  /** A text that is translated. */
  public static StepText worded(String key, String text, String end) {
    return new StepText(key, text, end, false);
  }

  /** What a button or row shows; translated. */
  public static StepText label(String key, String text, String end) {
    return new StepText(key, text, end, true);
  }

  /** What no contact reads. */
  public static StepText plain(String key, Template value) {
    return new StepText(key, value.source(), null, false);
  }
}
