package dev.botflow.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists that are answered page by page. A list is read once, for its first page: what is added or deleted between two
 * pages neither shifts the next one nor shows in it. Of the pages that nobody has asked for yet, the last thousand are
 * kept. Safe for many threads.
 */
public final class Pages {
  private static final int MOST_WAITING = 1000;

  /** What follows a page. */
  private record Rest(String asked, List<? extends JsonNode> items) {}

  private final Ids ids;
  private final Map<String, Rest> waiting = new LinkedHashMap<>();

  public Pages(Ids ids) {
    this.ids = ids;
  }

  /**
   * One page: the items under their key, and the token of the next page, {@code ""} at the end.
   *
   * @param asked what was asked for, page size and token aside: the same for every page of a list
   * @param size the {@code page_size} asked for; {@code ""} for the usual one
   * @param token the {@code page_token} asked for; {@code ""} for the first page
   * @param all the whole list, for the first page
   * @throws ApiException 400 if the size is out of bounds, or the token of no page of this list
   */
  public synchronized ObjectNode page(
      String key,
      Limits limits,
      String asked,
      String size,
      String token,
      List<? extends JsonNode> all) {
    int count = limits.size(size);
    List<? extends JsonNode> items = token.isEmpty() ? all : rest(asked, token);
    ObjectNode page = Json.object();
    ArrayNode shown = page.putArray(key);
    items.stream().limit(count).forEach(shown::add);
    String next = "";
    if (items.size() > count) {
      next = Base64.getUrlEncoder().encodeToString(ids.next().getBytes(StandardCharsets.US_ASCII));
      waiting.put(next, new Rest(asked, List.copyOf(items.subList(count, items.size()))));
      if (waiting.size() > MOST_WAITING) {
        waiting.remove(waiting.keySet().iterator().next());
      }
    }
    return page.put("next_page_token", next);
  }

  /** One page of what a {@code GET} asks for by its query. */
  public ObjectNode page(String key, Limits limits, Call call, List<? extends JsonNode> all) {
    Map<String, String> asked = new LinkedHashMap<>(Call.parameters(call.rawQuery()));
    asked.remove("page_size");
    asked.remove("page_token");
    return page(
        key,
        limits,
        call.rawPath() + " "
            + asked.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
        call.query("page_size"),
        call.query("page_token"),
        all);
  }

  private List<? extends JsonNode> rest(String asked, String token) {
    Rest rest = waiting.get(token);
    if (rest == null || !rest.asked().equals(asked)) {
      throw ApiException.invalid(
          "page_token: expected the next_page_token of an earlier page of the"
              + " same list, asked for by the same parameters, but was another");
    }
    return rest.items();
  }

  /** How many items a page has unless asked, and at most. */
  public record Limits(int usual, int most) {
    int size(String asked) {
      if (asked.isEmpty()) {
        return usual;
      }
      if (!asked.matches("[0-9]{1,9}")
          || Integer.parseInt(asked) < 1
          || Integer.parseInt(asked) > most) {
        throw ApiException.invalid(
            "page_size: expected a whole number from 1 to " + most + ", but was another");
      }
      return Integer.parseInt(asked);
    }
  }
}
