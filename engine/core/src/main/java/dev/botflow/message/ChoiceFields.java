package dev.botflow.message;

import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import org.jspecify.annotations.Nullable;

/** The fields of each choice kind. */
final class ChoiceFields {
  private ChoiceFields() {}

  static void write(JsonOut json, Choice choice) {
    json.text("kind", kind(choice)).text("label", choice.label());
    if (choice instanceof Choice.OpenUrl page) {
      json.text("url", page.url());
    } else if (choice instanceof Choice.Call call) {
      json.text("phone", call.phoneNumber());
    } else if (choice instanceof Choice.ShowLocation place) {
      json.text("place", place.place())
          .decimal("latitude", place.latitude())
          .decimal("longitude", place.longitude());
    } else if (choice instanceof Choice.AddToCalendar event) {
      json.text("start", event.start())
          .text("end", event.end())
          .text("title", event.eventTitle())
          .text("description", event.eventDescription())
          .text("fallback", event.fallbackUrl());
    } else if (choice instanceof Choice.ShareLocation share) {
      json.text("fallback", share.fallbackUrl());
    }
    json.text("postback", choice.postback());
  }

  static Choice read(JsonIn json) {
    String label = json.text("label");
    @Nullable String postback = json.textOrNull("postback");
    return switch (json.text("kind")) {
      case "reply" -> new Choice.Reply(label, postback);
      case "open_url" -> new Choice.OpenUrl(label, json.text("url"), postback);
      case "call" -> new Choice.Call(label, json.text("phone"), postback);
      case "show_location" ->
        new Choice.ShowLocation(
            label,
            json.textOrNull("place"),
            json.decimal("latitude"),
            json.decimal("longitude"),
            postback);
      case "add_to_calendar" ->
        new Choice.AddToCalendar(
            label,
            json.text("start"),
            json.text("end"),
            json.text("title"),
            json.textOrNull("description"),
            json.text("fallback"),
            postback);
      case "share_location" -> new Choice.ShareLocation(label, json.text("fallback"), postback);
      default ->
        throw json.unknown(
            "kind", "reply, open_url, call, show_location, add_to_calendar or share_location");
    };
  }

  private static String kind(Choice choice) {
    if (choice instanceof Choice.Reply) {
      return "reply";
    } else if (choice instanceof Choice.OpenUrl) {
      return "open_url";
    } else if (choice instanceof Choice.Call) {
      return "call";
    } else if (choice instanceof Choice.ShowLocation) {
      return "show_location";
    } else if (choice instanceof Choice.AddToCalendar) {
      return "add_to_calendar";
    } else if (choice instanceof Choice.ShareLocation) {
      return "share_location";
    }
    throw new AssertionError(choice.getClass().getName());
  }
}
