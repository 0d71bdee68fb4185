package dev.botflow.flow.read;

import dev.botflow.flow.Step;

/** Reads the steps of one kind. */
interface StepKindReader {

  /** The step; what is wrong with it is reported, and stands as empty in it, so that later checks find the rest. */
  Step read(StepFields step);
}
