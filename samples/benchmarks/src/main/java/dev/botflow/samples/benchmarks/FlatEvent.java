package dev.botflow.samples.benchmarks;

import dev.botflow.event.Channel;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event as engines without our facts see it: plain properties. The one that wins is written into it. */
public final class FlatEvent {
  private final EventAsked asked;
  private String won = "none";

  FlatEvent(EventAsked asked) {
    this.asked = asked;
  }

  /** The event's kind, such as {@code text}. */
  public String getHappened() {
    return asked.event().kind().name();
  }

  /** True for messages. */
  public boolean isMessage() {
    return asked.event().kind().isMessage();
  }

  /** The channel by Sinch's name. */
  public String getChannel() {
    Channel channel = asked.event().context().channelIdentifier();
    return channel == null ? "" : channel.name();
  }

  /** What the contact wrote. */
  public String getSays() {
    return String.valueOf(asked.event().text());
  }

  /** New, as all contacts of the benchmark are. */
  public String getCustomer() {
    return "new";
  }

  /** Minute of the week; 0 is Monday 00:00. */
  public int getMinute() {
    return asked.minuteOfWeek();
  }

  /** The contact's language. */
  public String getLanguage() {
    return "en";
  }

  /** To be called by the rule that wins. */
  public void won(String id) {
    won = id;
  }

  String winner() {
    return won;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("happened", isMessage() ? "message " + getHappened() : getHappened());
    values.put("channel", getChannel());
    values.put("says", getSays());
    values.put("customer", getCustomer());
    values.put("minute", getMinute());
    values.put("language", getLanguage());
    return values;
  }
}
