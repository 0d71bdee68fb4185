package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.sun.management.ThreadMXBean;
import dev.botflow.error.BotFlowException;
import dev.botflow.sinch.Bodies;
import dev.botflow.sinch.SinchConnector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twice the bytes cost at most about twice the work, whatever the bytes are: work is counted, time is not. */
class LinearWorkTest {
  private static final int SMALL = 64 * 1024;
  private static final int LARGE = SinchConnector.MAX_BODY_BYTES;

  /** A shape that grows: a start, a piece with its number, an end. */
  private record Shape(String start, String piece, String end) {
    byte[] of(int bytes) {
      StringBuilder body = new StringBuilder(bytes).append(start);
      for (int i = 0; body.length() + piece.length() + 16 + end.length() < bytes; i++) {
        body.append(i == 0 ? "" : ",").append(piece.replace("#", Integer.toString(i)));
      }
      return Bodies.bytes(body.append(end).toString());
    }
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of("keys at the top", new Shape("{", "\"k#\":1", "}")),
        Arguments.of("keys of what is stepped over", new Shape("{\"x\":{", "\"k#\":1", "}}")),
        Arguments.of("keys of what is kept", payload("{", "\"k#\":1", "}")),
        Arguments.of("small objects", payload("{\"a\":[", "{\"a\":1,\"b\":2}", "]}")),
        Arguments.of("objects of many keys", payload("{\"a\":[", keys(), "]}")),
        Arguments.of("numbers", payload("{\"a\":[", "1.5e3", "]}")),
        Arguments.of("long numbers", payload("{\"a\":[", "1".repeat(64), "]}")),
        Arguments.of("large exponents", payload("{\"a\":[", "1e99999999", "]}")),
        Arguments.of("texts with escapes", payload("{\"a\":[", "\"\\u00e5\\n\\\\\"", "]}")),
        Arguments.of("deep objects", payload("{\"a\":[", deep(), "]}")),
        Arguments.of(
            "identities",
            new Shape(
                "{\"contact_create_notification\":{\"contact\":{\"channel_identities\":[",
                "{\"channel\":\"SMS\",\"identity\":\"#\"}",
                "]}}}")),
        Arguments.of(
            "products",
            new Shape(
                "{\"message\":{\"contact_message\":{\"product_response_message\":{\"products\":[",
                "{\"id\":\"#\",\"quantity\":1}",
                "]}}}}")),
        Arguments.of(
            "duplicates",
            new Shape(
                "{\"duplicated_contact_identities_notification\":{\"duplicated_identities\":[",
                "{\"channel\":\"SMS\",\"identity\":\"#\",\"contact_ids\":[\"a\",\"b\"]}",
                "]}}")));
  }

  private static Shape payload(String start, String piece, String end) {
    return new Shape(
        "{\"event\":{\"contact_event\":{\"generic_event\":{\"payload\":" + start,
        piece,
        end + "}}}}");
  }

  private static String keys() {
    StringBuilder object = new StringBuilder("{\"k\":1");
    for (int i = 0; i < 40; i++) {
      object.append(",\"k").append(i).append("\":1");
    }
    return object.append('}').toString();
  }

  private static String deep() {
    return "{\"a\":".repeat(40) + "1" + "}".repeat(40);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void doublesAtMostWithTheBytes(String name, Shape shape) throws IOException {
    Work once = Work.of(shape.of(SMALL));
    for (int bytes = SMALL; bytes < LARGE; bytes *= 2) {
      Work twice = Work.of(shape.of(bytes * 2));

      assertThat(twice.comparisons()).as("comparisons").isLessThan(3 * once.comparisons() + 1000);
      assertThat(twice.allocated())
          .as("bytes allocated")
          .isLessThan(3 * once.allocated() + 100_000);
      // Once a size, from small to large: what is compiled meanwhile allocates less, never more.
      once = twice;
    }
  }

  /** What a body costs. */
  private record Work(long comparisons, long allocated) {
    static Work of(byte[] body) throws IOException {
      return new Work(LinearWorkTest.comparisons(body), LinearWorkTest.allocated(body));
    }
  }

  @Test
  void refusesNamesMadeToCollideOrReadsThemLikeOthers() throws IOException {
    // Names of one hash code for Java: "Aa" and "BB" in every order.
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 1 << 14; i++) {
      keys.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 14; bit++) {
        keys.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.append("\":0");
    }
    byte[] colliding = Bodies.bytes("{\"x\":{" + keys + "}}");
    byte[] plain =
        new Shape("{\"x\":{", "\"key-with-a-number-of-28-ch#\":0", "}}").of(colliding.length);

    assertThat(comparisons(colliding)).isLessThan(2 * comparisons(plain) + 1000);
    assertThat(allocated(colliding)).isLessThan(3 * allocated(plain));
  }

  /** Names compared one by one; those in a set cost a step each, or a few where Java's tree of them is deep. */
  private static long comparisons(byte[] body) throws IOException {
    long[] count = new long[1];
    try (JsonParser in = new UniqueNames(Json.FACTORY.createParser(body)) {
      @Override
      boolean same(String first, String second) {
        count[0]++;
        return super.same(first, second);
      }
    }) {
      while (in.nextToken() != null) {
        count[0]++;
      }
    }
    return count[0];
  }

  private static long allocated(byte[] body) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      SinchEvents.read(body, Bodies.RECEIVED);
    } catch (BotFlowException e) {
      assertThat(e).hasMessageStartingWith("webhook body: expected ");
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
