package dev.botflow.lane;

import dev.botflow.event.InboundEvent;
import dev.botflow.session.Call;
import dev.botflow.store.Commit;
import java.util.Map;

/** Something that happened to a lane. */
public sealed interface Input {

  /** Something came and waits for its turn. */
  record Arrived(Held held) implements Input {}

  /** A call of this session brought its result, which comes before all that waits. */
  record Result(Held held, String call) implements Input {}

  /** The store holds an open call of this session; nothing else comes before its result. */
  record Opened(String call) implements Input {}

  /** An open call can be made; nothing happens if it is under way. */
  record CanBeMade(Call call) implements Input {}

  /** A worker is free for this lane. */
  record Ready() implements Input {}

  /** The contact was erased: nothing of it is left in the store. */
  record Erased() implements Input {}

  /** Something happened to what a lane is at, or to one that goes ahead; another is meant if its number is not there. */
  sealed interface OfOne extends Input {
    long number();
  }

  /** Its bytes were read. */
  record Read(long number, InboundEvent event) implements OfOne {}

  /** The host told its facts. */
  record Facts(long number, Map<String, Object> facts) implements OfOne {}

  /** The host's facts failed or took too long. */
  record FactsFailed(long number, Fault fault) implements OfOne {}

  /** The host's facts take so long that an opt-out must not wait for them. */
  record FactsSlow(long number) implements OfOne {}

  /** It has waited long enough. */
  record TryAgain(long number) implements OfOne {}

  /** Its turn was stored. */
  record Saved(long number, Commit commit) implements OfOne {}

  /** It could not be read, or its turn run or stored. */
  record Refused(long number, Fault fault) implements OfOne {}

  /** Its turn is not needed any more. */
  record Ended(long number, Outcome outcome) implements OfOne {}

  /** It was given up. */
  record GivenUp(long number) implements OfOne {}

  /** The store cannot be written, so it was not given up. */
  record NotWritable(long number) implements OfOne {}
}
