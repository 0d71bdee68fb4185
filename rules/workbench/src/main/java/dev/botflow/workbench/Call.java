package dev.botflow.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A call that may be made.
 *
 * @param request as it came
 * @param identity who makes it
 * @param names what the parts in braces of its route stand for
 */
record Call(Request request, Identity identity, Map<String, String> names) {

  /** A part of the path. */
  String name(String part) {
    return String.valueOf(names.get(part));
  }

  /** A value of the query. */
  Optional<String> query(String name) {
    String query = request.query();
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        try {
          return Optional.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          throw new Problem(400, name + ": expected an escaped text, but it cannot be read");
        }
      }
    }
    return Optional.empty();
  }

  /** A number of the query within its limits. */
  int query(String name, int otherwise, int least, int most) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new Problem(400, name + ": expected a whole number, but was \"" + text.get() + "\"");
    }
    throw new Problem(
        400, name + ": expected " + least + " to " + most + ", but was " + text.get());
  }

  /** The body, an object. */
  Fields body() {
    JsonNode node = JsonBody.read(request.body());
    return new Fields("", node);
  }
}
