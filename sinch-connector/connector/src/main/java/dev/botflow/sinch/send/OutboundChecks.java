package dev.botflow.sinch.send;

import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.sinch.json.Checks;
import java.util.List;

/** Sinch's limits for every channel alike, on messages and choices of the engine's (the Conversation API documentation). */
final class OutboundChecks {
  private static final int MAX_CHOICES = 10;
  private static final int MAX_OUTER_CHOICES = 3;
  private static final int MAX_CARDS = 10;
  private static final int MAX_ROWS = 10;

  private OutboundChecks() {}

  static Variants checked(Variants message) {
    if (message.fallback() == null) {
      throw new IllegalArgumentException("message: expected a default wording, but was none");
    }
    return message.map(OutboundChecks::checked);
  }

  private static Outbound checked(Outbound message) {
    if (message instanceof TextMessage text) {
      Checks.given("text_message.text", text.text());
    } else if (message instanceof MediaMessage media) {
      Checks.given("media_message.url", media.url());
    } else if (message instanceof ChoiceMessage choice) {
      Checks.given("choice_message.text", choice.text());
      choices("choice_message.choices", choice.choices(), 1, MAX_CHOICES);
    } else if (message instanceof CardMessage card) {
      card("card_message", card);
    } else if (message instanceof CarouselMessage carousel) {
      Checks.count("carousel_message.cards", carousel.cards().size(), 1, MAX_CARDS);
      carousel.cards().forEach(card -> card("carousel_message.cards", card));
      choices("carousel_message.choices", carousel.outer(), 0, MAX_OUTER_CHOICES);
    } else if (message instanceof ListMessage list) {
      Checks.count("list_message.sections.items", list.choices().size(), 1, MAX_ROWS);
      choices("list_message.sections.items", list.choices(), 1, MAX_ROWS);
    } else if (message instanceof LocationMessage location) {
      Checks.degrees("location_message.latitude", location.latitude(), 90);
      Checks.degrees("location_message.longitude", location.longitude(), 180);
    }
    return message;
  }

  private static void card(String place, CardMessage card) {
    Checks.given(place + ".title", card.title());
    choices(place + ".choices", card.choices(), 0, MAX_CHOICES);
  }

  private static void choices(String place, List<Choice> choices, int least, int most) {
    Checks.count(place, choices.size(), least, most);
    choices.forEach(choice -> choice(place, choice));
  }

  private static void choice(String place, Choice choice) {
    Checks.given(place + ".title", choice.label());
    if (choice instanceof Choice.OpenUrl open) {
      Checks.given(place + ".url", open.url());
    } else if (choice instanceof Choice.Call call) {
      Checks.given(place + ".phone_number", call.phoneNumber());
    } else if (choice instanceof Choice.ShowLocation show) {
      Checks.degrees(place + ".latitude", show.latitude(), 90);
      Checks.degrees(place + ".longitude", show.longitude(), 180);
    } else if (choice instanceof Choice.AddToCalendar calendar) {
      Checks.given(place + ".event_start", calendar.start());
      Checks.given(place + ".event_end", calendar.end());
      Checks.given(place + ".event_title", calendar.eventTitle());
      Checks.given(place + ".fallback_url", calendar.fallbackUrl());
    } else if (choice instanceof Choice.ShareLocation share) {
      Checks.given(place + ".fallback_url", share.fallbackUrl());
    }
  }
}
