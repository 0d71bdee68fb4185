package dev.botflow.simulator.http;

import dev.botflow.simulator.json.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong next. Each fault hits one request of its kind, in the order the faults were queued, and is then used
 * up. Safe for many threads.
 *
 * <pre>{@code
 * simulator.faults().next(Faults.Kind.SEND, 2, Faults.status(429).retryAfter(Duration.ofSeconds(1)));
 * simulator.faults().next(Faults.Kind.SEND, 1, Faults.closeAfter()); // sent, but the answer is lost
 * }</pre>
 */
public final class Faults {
  private final List<Queued> queue = new ArrayList<>();

  public Faults() {}

  /** Which requests a fault hits. */
  public enum Kind {
    /** Requests for an access token. */
    TOKEN,
    /** {@code POST messages:send}. */
    SEND,
    /** {@code POST events:send}. */
    EVENT,
    /** Every GET of the API. */
    GET,
    /** Every request but those under {@code /simulator/}. */
    ANY
  }

  /** What happens to a request. */
  public enum Effect {
    /** It is answered with a status, and not carried out. */
    STATUS,
    /** It is not carried out, and the connection is closed without an answer. */
    CLOSE_BEFORE,
    /** It is carried out, and the connection is closed without an answer. */
    CLOSE_AFTER,
    /** It is carried out, and the connection is closed in the middle of the answer. */
    CUT_ANSWER,
    /** It is carried out and answered whole, and then the connection closes without a word: the next request on it fails. */
    CLOSE_AFTER_ANSWER,
    /** It is carried out, but only after a while. */
    DELAY,
    /** It is carried out at once, and its answer comes piece by piece over a while. */
    DRIP
  }

  /**
   * A fault.
   *
   * @param status the status answered; only for STATUS
   * @param body the answer's text, sent as {@code text/html}; null for Sinch's own error body; only for STATUS
   * @param time the Retry-After for STATUS, cut to whole seconds; how long to wait for DELAY, or to take for DRIP; null
   *     for none
   * @param headers more headers of the answer, names in the very letters given; only for STATUS
   * @param resets whether a connection that closes is reset (TCP RST) rather than ended; only for CLOSE and CUT
   */
  public record Fault(
      Effect effect,
      int status,
      @Nullable String body,
      @Nullable Duration time,
      Map<String, String> headers,
      boolean resets) {
    public Fault {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The same fault with a Retry-After header, in whole seconds. */
    public Fault retryAfter(Duration wait) {
      return new Fault(effect, status, body, wait, headers, resets);
    }

    /** The same fault with a body that is no JSON, as a gateway would answer. */
    public Fault body(String text) {
      return new Fault(effect, status, text, time, headers, resets);
    }

    /**
     * The same fault with one more header, such as {@code WWW-AUTHENTICATE}.
     *
     * @param name sent in these very letters
     */
    public Fault header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Fault(effect, status, body, time, more, resets);
    }

    /** The same fault with a connection that is reset, as by a gateway that fell over. */
    public Fault reset() {
      return new Fault(effect, status, body, time, headers, true);
    }
  }

  private static Fault fault(Effect effect, int status, @Nullable Duration time) {
    return new Fault(effect, status, null, time, Collections.emptyMap(), false);
  }

  /** An answer with this status and Sinch's error body. The request is not carried out. */
  public static Fault status(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: expected from 200 to 599, but was " + status);
    }
    return fault(Effect.STATUS, status, null);
  }

  /** The connection closes before the request is carried out. */
  public static Fault closeBefore() {
    return fault(Effect.CLOSE_BEFORE, 0, null);
  }

  /** The request is carried out, but its answer is lost. */
  public static Fault closeAfter() {
    return fault(Effect.CLOSE_AFTER, 0, null);
  }

  /** The request is carried out, but only half of its answer arrives. */
  public static Fault cutAnswer() {
    return fault(Effect.CUT_ANSWER, 0, null);
  }

  /** The request is carried out and answered, and then the connection closes without having said so. */
  public static Fault closeAfterAnswer() {
    return fault(Effect.CLOSE_AFTER_ANSWER, 0, null);
  }

  /** The request is carried out, and its answer takes this long to arrive, piece by piece. */
  public static Fault drip(Duration over) {
    return fault(Effect.DRIP, 0, over);
  }

  /** The request is carried out after a while. */
  public static Fault delay(Duration wait) {
    return fault(Effect.DELAY, 0, wait);
  }

  /** Lets the fault hit the next {@code count} requests of the kind that no earlier fault hits. */
  public synchronized void next(Kind kind, int count, Fault fault) {
    for (int i = 0; i < count; i++) {
      queue.add(new Queued(kind, fault));
    }
  }

  /** How many faults have not hit yet. */
  public synchronized int pending() {
    return queue.size();
  }

  /** Forgets every fault that has not hit yet. */
  public synchronized void clear() {
    queue.clear();
  }

  synchronized Optional<Fault> take(Call call) {
    for (Iterator<Queued> all = queue.iterator(); all.hasNext(); ) {
      Queued queued = all.next();
      if (hits(queued.kind(), call)) {
        all.remove();
        return Optional.of(queued.fault());
      }
    }
    return Optional.empty();
  }

  public static boolean isToken(Call call) {
    return call.rawPath().equals("/oauth2/token");
  }

  private static boolean hits(Kind kind, Call call) {
    List<String> segments = call.segments();
    String last = segments.get(segments.size() - 1);
    return switch (kind) {
      case TOKEN -> isToken(call);
      case SEND -> last.equals("messages:send");
      case EVENT -> last.equals("events:send");
      case GET -> call.method().equals("GET");
      case ANY -> true;
    };
  }

  private record Queued(Kind kind, Fault fault) {}
}
