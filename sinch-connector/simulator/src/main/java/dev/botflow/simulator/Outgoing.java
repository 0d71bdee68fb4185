package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A message on its way, which may go from one channel to the next. */
final class Outgoing {
  private final SentMessage sent;
  private final JsonNode request;
  private final Route route;
  private final AtomicInteger hop = new AtomicInteger();

  Outgoing(SentMessage sent, JsonNode request, Route route) {
    this.sent = sent;
    this.request = request;
    this.route = route;
  }

  SentMessage sent() {
    return sent;
  }

  JsonNode request() {
    return request;
  }

  /** Where it is tried at the moment. */
  Party party() {
    return route.party(sent.appId(), hop.get());
  }

  /** Where it can be tried, in order. */
  List<Identity> hops() {
    return route.hops();
  }

  void nextChannel() {
    hop.incrementAndGet();
  }

  /** Where its delivery reports go instead of to the webhooks; {@code ""} if they go there. */
  String callbackUrl() {
    return request.path("callback_url").asText("");
  }
}
