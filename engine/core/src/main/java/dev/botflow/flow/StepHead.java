package dev.botflow.flow;

import dev.botflow.cell.Condition;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every step may have.
 *
 * @param id unique in its flow
 * @param when the step is skipped if this is false; null for always
 * @param delay how long to wait before it; null for not at all
 * @param next where to go on; null for the step written after it, or the end after the last
 * @param onError where to go on if the step fails; null for the flow's, then the bot's
 * @param channel the channel its messages go out on; null for that of the latest inbound message
 * @param place where it is written
 * @param typing true to show that the bot is typing before the step's message
 */
public record StepHead(
    String id,
    @Nullable Condition when,
    @Nullable Delay delay,
    @Nullable Target next,
    @Nullable Target onError,
    @Nullable Channel channel,
    Place place,
    boolean typing) {

  /** A step that comes without a sign that the bot is typing. */
  public StepHead(
      String id,
      @Nullable Condition when,
      @Nullable Delay delay,
      @Nullable Target next,
      @Nullable Target onError,
      @Nullable Channel channel,
      Place place) {
    this(id, when, delay, next, onError, channel, place, false);
  }

  /** The head of a step right behind one of this head, which has tested and waited already. */
  public StepHead behind(String other) {
    return new StepHead(other, null, null, next, onError, channel, place, typing);
  }

  /** The same head with another {@code next}. */
  public StepHead withNext(@Nullable Target to) {
    return new StepHead(id, when, delay, to, onError, channel, place, typing);
  }

  /** Equal heads say the same; where they are written does not count, so that a moved step is no changed one. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepHead head
        && id.equals(head.id)
        && Objects.equals(when, head.when)
        && Objects.equals(delay, head.delay)
        && Objects.equals(next, head.next)
        && Objects.equals(onError, head.onError)
        && Objects.equals(channel, head.channel)
        && typing == head.typing;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, when, delay, next, onError, channel, typing);
  }
}
