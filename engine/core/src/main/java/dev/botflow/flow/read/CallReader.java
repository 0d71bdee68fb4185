package dev.botflow.flow.read;

import dev.botflow.flow.CallStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;

/**
 * Reads {@code call:} steps. They are written flat: {@code call}, {@code with} and {@code save} stand beside {@code id},
 * and {@code next} is where to go on after the call.
 */
final class CallReader implements StepKindReader {

  @Override
  public Step read(StepFields step) {
    Target.Calling flat = step.calling(step.fields(), "next");
    return new CallStep(step.head(false).withNext(flat.then()), flat);
  }
}
