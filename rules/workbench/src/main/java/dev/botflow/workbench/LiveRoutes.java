package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.publish.PublishConflictException;
import dev.botflow.publish.Review;
import dev.botflow.routing.BotVersion;
import dev.botflow.workbench.live.Comparison;
import dev.botflow.workbench.live.Live;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The calls about what goes live: versions, comparisons, reviews, publishing and rolling back. */
final class LiveRoutes {
  private static final int MOST_NOTE = 2_000;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final Optional<Live> live;

  LiveRoutes(Optional<Live> live) {
    this.live = live;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/versions", Role.VIEW, this::versions),
        new Route("GET", "/api/v1/compare", Role.VIEW, this::compare),
        new Route("POST", "/api/v1/drafts/main/publish", Role.PUBLISH, this::publish),
        new Route("POST", "/api/v1/versions/{number}/roll-back", Role.PUBLISH, this::rollBack),
        new Route("POST", "/api/v1/drafts/main/reviews", Role.EDIT, this::ask),
        new Route("POST", "/api/v1/reviews/{number}/decision", Role.APPROVE, this::decide));
  }

  private Live live() {
    return live.orElseThrow(LiveRoutes::missing);
  }

  static Problem missing() {
    return new Problem(
        404,
        "versions: expected a folder of versions, but this workbench was started without --versions");
  }

  private Response versions(Call call) {
    return JsonBody.answer(200, LiveJson.versions(live()));
  }

  /** Without {@code to} it is the draft, without {@code from} what is live. */
  private Response compare(Call call) {
    Optional<Long> from = call.query("from").map(text -> number("from", text));
    Optional<Long> to = call.query("to").map(text -> number("to", text));
    Live now = live();
    Comparison comparison = to.isEmpty()
        ? now.compareDraft(from.orElse(null))
        : now.compare(from.orElseGet(() -> now.folder().live()), to.get());
    ObjectNode node = LiveJson.comparison(comparison, now.folder().live());
    if (to.isEmpty()) {
      node.set(
          "reviewing",
          LiveJson.reviewing(
              now.reviewing(comparison.content()), call.identity().name()));
    }
    return JsonBody.answer(200, node);
  }

  private Response publish(Call call) {
    Live now = live();
    Fields body = call.body();
    String content = looked(body);
    BotVersion version = tried(
        PRECONDITION_FAILED,
        () -> now.publish(content, body.number("live"), call.identity().name(), note(body)));
    return JsonBody.answer(201, LiveJson.made(now, version));
  }

  private Response rollBack(Call call) {
    Live now = live();
    Fields body = call.body();
    String reason = body.optional("reason").orElse("").strip();
    if (reason.isEmpty()) {
      throw new Problem(422, "reason: expected why it is rolled back, but was nothing");
    }
    long number = number("number", call.name("number"));
    BotVersion version = tried(
        PRECONDITION_FAILED,
        () -> now.rollBack(number, body.number("live"), call.identity().name(), reason));
    return JsonBody.answer(200, LiveJson.made(now, version));
  }

  private Response ask(Call call) {
    Live now = live();
    Fields body = call.body();
    String content = looked(body);
    Review review = tried(CONFLICT, () -> now.ask(content, call.identity().name(), note(body)));
    return JsonBody.answer(201, LiveJson.review(review, call.identity().name()));
  }

  private Response decide(Call call) {
    Live now = live();
    Fields body = call.body();
    String content = looked(body);
    long number = number("number", call.name("number"));
    boolean by = now.folder().reviews().stream()
        .anyMatch(
            review -> review.number() == number && review.isBy(call.identity().name()));
    if (by) {
      throw new Problem(
          403,
          "review " + number + ": expected somebody who did not change the draft, but was "
              + call.identity().name());
    }
    Review review = tried(
        CONFLICT,
        () ->
            now.decide(number, content, call.identity().name(), body.truth("approve"), note(body)));
    return JsonBody.answer(200, LiveJson.review(review, call.identity().name()));
  }

  /** What was looked at; nobody changes anything unseen. */
  private static String looked(Fields body) {
    return body.optional("content")
        .orElseThrow(() ->
            new Problem(428, "content: expected the hash of what was looked at, but was nothing"));
  }

  private static String note(Fields body) {
    String note = body.optional("note").orElse("").strip();
    if (note.length() > MOST_NOTE) {
      throw new Problem(
          422, "note: expected at most " + MOST_NOTE + " characters, but was " + note.length());
    }
    return note;
  }

  static long number(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new Problem(400, name + ": expected the number of a version, but was \"" + text + "\"");
    }
    throw new Problem(400, name + ": expected the number of a version, but was \"" + text + "\"");
  }

  /** Does it; what is not as it was when it was looked at is answered by this number. */
  private static <T> T tried(int status, Supplier<T> task) {
    try {
      return task.get();
    } catch (PublishConflictException e) {
      throw new Problem(status, String.valueOf(e.getMessage()));
    } catch (BotBrokenException e) {
      throw new Problem(
          422,
          String.valueOf(e.getMessage()),
          e.findings().stream().filter(Finding::isError).toList());
    } catch (BotFlowException e) {
      throw new Problem(422, String.valueOf(e.getMessage()));
    }
  }
}
