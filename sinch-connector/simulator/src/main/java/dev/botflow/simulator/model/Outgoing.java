package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A message on its way, which may go from one channel to the next. */
public final class Outgoing {
  private final SentMessage sent;
  private final JsonNode request;
  private final Route route;
  private final AtomicInteger hop = new AtomicInteger();

  Outgoing(SentMessage sent, JsonNode request, Route route) {
    this.sent = sent;
    this.request = request;
    this.route = route;
  }

  public SentMessage sent() {
    return sent;
  }

  public JsonNode request() {
    return request;
  }

  /** Where it is tried at the moment. */
  public Party party() {
    return route.party(sent.appId(), hop.get());
  }

  /** Where it can be tried, in order. */
  public List<Identity> hops() {
    return route.hops();
  }

  public void nextChannel() {
    hop.incrementAndGet();
  }

  /** Where its delivery reports go instead of to the webhooks; {@code ""} if they go there. */
  public String callbackUrl() {
    return request.path("callback_url").asText("");
  }
}
