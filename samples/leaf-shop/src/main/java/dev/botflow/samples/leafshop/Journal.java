package dev.botflow.samples.leafshop;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.OptInChanged;
import dev.botflow.message.Outgoing;
import dev.botflow.runtime.TurnListener;
import dev.botflow.session.Call;
import dev.botflow.turn.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the engine reported of its turns, found again by the event they answer: what to wait for, so that nobody has to guess
 * how long an answer takes. Sinch itself says which messages it took, by MESSAGE_SUBMIT. Safe for use by many threads.
 */
final class Journal implements TurnListener {
  private final Map<String, CompletableFuture<Turn>> turns = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<String>> taken = new ConcurrentHashMap<>();
  private final Duration patience;
  private volatile TurnListener reader = (event, turn) -> {};

  /** @param patience how long each wait may take */
  Journal(Duration patience) {
    this.patience = patience;
  }

  /** Calls a listener with each turn from now on. */
  void readBy(TurnListener newReader) {
    reader = newReader;
  }

  @Override
  public void turned(InboundEvent event, Turn turn) {
    reader.turned(event, turn);
    if (event instanceof MessageSubmitted submitted) {
      String ours =
          submitted.metadata() != null ? submitted.metadata() : event.header().messageMetadata();
      if (ours != null && submitted.messageId() != null) {
        future(taken, ours).complete(submitted.messageId());
      }
    } else {
      String id = id(event);
      if (id != null) {
        future(turns, id).complete(turn);
      }
    }
  }

  private static @Nullable String id(InboundEvent event) {
    if (event instanceof ActionCompleted completed) {
      return completed.callId();
    }
    if (event instanceof OptInChanged optIn) {
      return optIn.requestId();
    }
    return event.messageId() != null ? event.messageId() : event.eventId();
  }

  /**
   * Waits for the turn of an event, and for the turns of the calls it made.
   *
   * @param eventId the id of the message, event or call
   * @throws IllegalStateException if one does not come in time
   */
  Answer answer(String eventId) {
    List<Turn> found = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(List.of(eventId));
    while (!open.isEmpty()) {
      Turn turn = await(future(turns, open.remove()), "the engine did not handle the event");
      found.add(turn);
      turn.commit().calls().stream().map(Call::id).forEach(open::add);
    }
    return new Answer(found);
  }

  /** Waits until Sinch said it took this message, and gives its id there. */
  String taken(Outgoing message) {
    return await(
        future(taken, message.id()),
        "Sinch did not take the reply on " + message.to().channel());
  }

  /** All that followed from one event: its own turn first. */
  record Answer(List<Turn> turns) {
    Answer {
      turns = List.copyOf(turns);
    }

    Turn first() {
      return turns.get(0);
    }

    Turn last() {
      return turns.get(turns.size() - 1);
    }

    List<Outgoing> messages() {
      return turns.stream().flatMap(turn -> turn.messages().stream()).toList();
    }

    List<Call> calls() {
      return turns.stream().flatMap(turn -> turn.commit().calls().stream()).toList();
    }
  }

  private static <T> CompletableFuture<T> future(Map<String, CompletableFuture<T>> map, String id) {
    return map.computeIfAbsent(id, key -> new CompletableFuture<>());
  }

  private <T> T await(CompletableFuture<T> future, String problem) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(problem + " within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(problem + " before the wait was broken off", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(problem, e);
    }
  }
}
