package dev.botflow.flow.check;

import dev.botflow.flow.Step;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import java.util.List;
import java.util.function.Consumer;

/** The names of variables and facts that a step reads. */
public final class StepNames {
  private StepNames() {}

  /**
   * Passes on each name in its conditions, texts and values, and those it carries; what its table asks about is not among
   * them. A name may come more than once.
   */
  public static void read(Step step, Consumer<String> each) {
    if (step.head().when() != null) {
      step.head().when().names(each);
    }
    step.conditions().forEach(condition -> condition.names(each));
    Variants message = step.message();
    if (message != null) {
      message.map(variant -> variant.mapTexts(text -> {
        of(text).forEach(each);
        return text;
      }));
    }
    step.texts().forEach(text -> of(text.text()).forEach(each));
    step.carry().forEach(each);
  }

  /** The names in a text; none if it is broken, which is told where it was read. */
  static List<String> of(String text) {
    try {
      return Template.parse(text).names();
    } catch (TemplateBrokenException e) {
      return List.of();
    }
  }
}
