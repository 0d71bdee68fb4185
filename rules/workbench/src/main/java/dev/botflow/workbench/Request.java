package dev.botflow.workbench;

import java.util.ArrayList;
import java.util.Collections;
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
 * @param headers by name, whatever its case; a header that came twice has two values
 * @param body all of it, empty if there is none
 */
public record Request(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    byte[] body)
    implements RequestView {
  public Request {
    Map<String, List<String>> named = new LinkedHashMap<>();
    headers.forEach((name, values) -> named
        .computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> new ArrayList<>())
        .addAll(values));
    headers = Collections.unmodifiableMap(named);
    body = body.clone();
  }

  /** The bytes of the body, a copy. */
  @Override
  public byte[] body() {
    return body.clone();
  }

  @Override
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  @Override
  public Optional<String> cookie(String name) {
    List<String> found = new ArrayList<>();
    for (String header : headers.getOrDefault("cookie", List.of())) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          found.add(pair.substring(equals + 1).strip());
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
