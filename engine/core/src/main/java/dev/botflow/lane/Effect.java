package dev.botflow.lane;

import dev.botflow.session.Call;
import dev.botflow.store.GivenUp;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something to be done for a lane. */
public sealed interface Effect {

  /** One on which what a lane is at depends: what is thrown by it is a fault of the turn's. */
  sealed interface OfNow extends Effect {
    Held held();
  }

  /** Read an event from its bytes; leads to {@link Input.Read}, {@link Input.Refused} or {@link Input.Ended}. */
  record Read(Held held) implements OfNow {}

  /** Ask the host; leads to {@link Input.Facts} or {@link Input.FactsFailed}, and to {@link Input.FactsSlow} before. */
  record AskFacts(Held held) implements OfNow {}

  /**
   * Run the turn and store it; leads to {@link Input.Saved}, {@link Input.Refused} or {@link Input.Ended}.
   *
   * @param facts the host's
   */
  record Save(Held held, Map<String, Object> facts) implements OfNow {}

  /**
   * Run the turn without the host's facts, and store it if the contact opts out by it; leads to {@link Input.Saved} or
   * {@link Input.Ended}, or to nothing.
   */
  record SaveOptOut(Held held) implements Effect {}

  /** Come back with {@link Input.TryAgain} in a while. */
  record TryAgainIn(Held held, Duration pause, Fault fault) implements Effect {}

  /**
   * Give something up if the store can be written, which is why it failed otherwise; leads to {@link Input.GivenUp} or
   * {@link Input.NotWritable}.
   *
   * @param what null if only this try is given up
   */
  record GiveUp(Held held, @Nullable GivenUp what, Fault fault) implements OfNow {}

  /** Make a call; leads to {@link Input.Result}. */
  record Make(Call call) implements Effect {}

  /** It is on its lane no more. */
  record End(Held held, Outcome outcome) implements Effect {}
}
