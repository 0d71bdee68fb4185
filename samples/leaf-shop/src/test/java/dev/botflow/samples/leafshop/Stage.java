package dev.botflow.samples.leafshop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Outgoing;
import dev.botflow.scenario.VirtualClock;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.model.SentMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole path, to play acceptance scenarios on: what a contact does becomes a signed webhook call over HTTP, and what
 * comes out is what the simulated Sinch accepted after its strict checks. The clock stands at Monday 2026-03-02, 10:00
 * in Brussels, until it is set.
 */
final class Stage implements AutoCloseable {
  static final Instant MONDAY_TEN = Instant.parse("2026-03-02T09:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Platform platform;
  private final VirtualClock clock;

  private Stage(Platform platform, VirtualClock clock) {
    this.platform = platform;
    this.clock = clock;
  }

  static Stage of(Path bot, Path scratch) {
    return of(bot, scratch, settings -> settings);
  }

  static Stage of(Path bot, Path scratch, UnaryOperator<Platform.Settings> change) {
    VirtualClock clock = new VirtualClock(MONDAY_TEN);
    Platform.Settings settings = Platform.Settings.of(bot, scratch.resolve("sessions.db"), clock);
    return new Stage(Platform.start(change.apply(settings)), clock);
  }

  /** What one event led to. */
  record Reply(Journal.Answer answer, List<SentMessage> sent) {
    @Nullable
    String rule() {
      return answer.first().rule();
    }

    @Nullable
    String flow() {
      return answer.first().flow();
    }

    String decision() {
      return answer.first().decision().word();
    }

    @Nullable
    String waitingAt() {
      return answer.last().waitingAt();
    }

    /** The bodies of {@code messages:send}, in order. */
    List<JsonNode> bodies() {
      return sent.stream().map(message -> json(message.body())).toList();
    }

    List<JsonNode> messages() {
      return bodies().stream().map(body -> body.path("message")).toList();
    }

    /** The first text of each message. */
    List<String> texts() {
      return sent.stream().map(message -> Shown.of(message).text()).toList();
    }

    List<TraceEntry> trace() {
      return answer.turns().stream()
          .flatMap(turn -> turn.trace().entries().stream())
          .toList();
    }

    SessionKey key() {
      return answer.first().commit().session().key();
    }
  }

  Reply says(String channel, String identity, String text) {
    return reply(sinch().injectMessage(channel, identity, text));
  }

  /** The contact taps the choice with this label, of the latest message that offers it. */
  Reply taps(String channel, String identity, String label) {
    SentMessage offering = null;
    for (SentMessage message : sinch().sentMessages()) {
      if (message.channel().equals(channel) && Shown.postback(message, label).isPresent()) {
        offering = message;
      }
    }
    assertThat(offering).as("a message on %s that offers %s", channel, label).isNotNull();
    String postback = Shown.postback(offering, label).orElseThrow();
    return reply(sinch().injectChoice(channel, identity, offering.messageId(), postback));
  }

  /** Posts a body as it is. */
  Reply posts(String body) {
    return reply(sinch().injectBody(body));
  }

  /** Waits until the call was accepted, handled, and every reply taken by Sinch. */
  Reply reply(CompletableFuture<CallbackOutcome> posted) {
    CallbackOutcome outcome = settled(posted);
    assertThat(outcome.accepted()).as("the webhook call was accepted").isTrue();
    return reply(platform.journal().answer(outcome.id()));
  }

  private Reply reply(Journal.Answer answer) {
    List<SentMessage> sent = new ArrayList<>();
    for (Outgoing message : answer.messages()) {
      String id = platform.journal().taken(message);
      sinch().sentMessages().stream().filter(one -> one.messageId().equals(id)).forEach(sent::add);
    }
    return new Reply(answer, sent);
  }

  static CallbackOutcome settled(CompletableFuture<CallbackOutcome> posted) {
    try {
      return posted.get(60, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the webhook call was not answered", e);
    }
  }

  Session session(SessionKey key) {
    return platform.store().open(key);
  }

  SinchSimulator sinch() {
    return platform.sinch();
  }

  Platform platform() {
    return platform;
  }

  VirtualClock clock() {
    return clock;
  }

  /** JSON text as a tree. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    platform.close();
  }
}
