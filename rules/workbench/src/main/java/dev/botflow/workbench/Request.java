package dev.botflow.workbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a browser, without any type of a server.
 *
 * @param method in capitals
 * @param path as it was sent, still escaped
 * @param query what stands behind the question mark, still escaped, or null
 * @param headers by name in lower case; a header that came twice has two values
 * @param body all of it, empty if there is none
 */
public record Request(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    byte[] body) {
  public Request {
    Map<String, List<String>> named = new LinkedHashMap<>();
    headers.forEach(
        (name, values) -> named.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    headers = Map.copyOf(named);
    body = body.clone();
  }

  /** The bytes of the body, a copy. */
  @Override
  public byte[] body() {
    return body.clone();
  }

  /**
   * The value of a header that came exactly once.
   *
   * @param name in lower case
   */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
