package dev.botflow.message;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One of the buttons, rows or numbered lines of a message. Source of the kinds: the Conversation API documentation. */
public sealed interface Choice {

  /** What the contact reads on it. */
  String label();

  /** What comes back when it is tapped; null until the turn gives it one, and on choices nobody waits for. */
  @Nullable
  String postback();

  Choice withPostback(String postback);

  Choice mapTexts(UnaryOperator<String> text);

  /** A quick reply. */
  record Reply(String label, @Nullable String postback) implements Choice {
    @Override
    public Reply withPostback(String value) {
      return new Reply(label, value);
    }

    @Override
    public Reply mapTexts(UnaryOperator<String> text) {
      return new Reply(text.apply(label), postback);
    }
  }

  /** Opens a page. */
  record OpenUrl(String label, String url, @Nullable String postback) implements Choice {
    @Override
    public OpenUrl withPostback(String value) {
      return new OpenUrl(label, url, value);
    }

    @Override
    public OpenUrl mapTexts(UnaryOperator<String> text) {
      return new OpenUrl(text.apply(label), text.apply(url), postback);
    }
  }

  /** Calls a number. */
  record Call(String label, String phoneNumber, @Nullable String postback) implements Choice {
    @Override
    public Call withPostback(String value) {
      return new Call(label, phoneNumber, value);
    }

    @Override
    public Call mapTexts(UnaryOperator<String> text) {
      return new Call(text.apply(label), text.apply(phoneNumber), postback);
    }
  }

  /** Shows a place on a map; degrees (WGS 84). */
  record ShowLocation(
      String label,
      @Nullable String place,
      double latitude,
      double longitude,
      @Nullable String postback)
      implements Choice {
    @Override
    public ShowLocation withPostback(String value) {
      return new ShowLocation(label, place, latitude, longitude, value);
    }

    @Override
    public ShowLocation mapTexts(UnaryOperator<String> text) {
      return new ShowLocation(
          text.apply(label),
          place == null ? null : text.apply(place),
          latitude,
          longitude,
          postback);
    }
  }

  /** Adds an event to the calendar; times as RFC 3339 text. */
  record AddToCalendar(
      String label,
      String start,
      String end,
      String eventTitle,
      @Nullable String eventDescription,
      String fallbackUrl,
      @Nullable String postback)
      implements Choice {
    @Override
    public AddToCalendar withPostback(String value) {
      return new AddToCalendar(label, start, end, eventTitle, eventDescription, fallbackUrl, value);
    }

    @Override
    public AddToCalendar mapTexts(UnaryOperator<String> text) {
      return new AddToCalendar(
          text.apply(label),
          text.apply(start),
          text.apply(end),
          text.apply(eventTitle),
          eventDescription == null ? null : text.apply(eventDescription),
          text.apply(fallbackUrl),
          postback);
    }
  }

  /** Asks the contact to share a place. */
  record ShareLocation(
      String label, String fallbackUrl, @Nullable String postback) implements Choice {
    @Override
    public ShareLocation withPostback(String value) {
      return new ShareLocation(label, fallbackUrl, value);
    }

    @Override
    public ShareLocation mapTexts(UnaryOperator<String> text) {
      return new ShareLocation(text.apply(label), text.apply(fallbackUrl), postback);
    }
  }
}
