package dev.botflow.sinch.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook call as it came: method, headers and the raw bytes of the body. Bytes and headers are kept, not copied:
 * who makes one does not change them afterwards.
 */
public final class WebhookRequest {
  private final String method;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /** @param headers names in any letter case; a name may come several times; kept, not copied */
  public WebhookRequest(String method, Map<String, List<String>> headers, byte[] body) {
    this.method = method;
    this.headers = headers;
    this.body = body;
  }

  /** The HTTP method, as it came. */
  public String method() {
    return method;
  }

  /** All values of this header, in the order they came; empty if there is none. */
  public List<String> header(String name) {
    return Collections.unmodifiableList(values(name));
  }

  /** As {@link #header}, without a wrapper: for those who only look. */
  List<String> values(String name) {
    List<String> found = List.of();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      // Some servers hand in the status line under a null name, or null for a header without
      // values.
      if (name.equalsIgnoreCase(header.getKey()) && header.getValue() != null) {
        List<String> values = given(header.getValue());
        found = found.isEmpty() ? values : joined(found, values);
      }
    }
    return found;
  }

  /** Without nulls, which some servers put where a header has no value: it is none then. */
  private static List<String> given(List<? extends @Nullable String> values) {
    List<String> given = new ArrayList<>(values.size());
    for (String value : values) {
      if (value != null) {
        given.add(value);
      }
    }
    return given;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  byte[] body() {
    return body;
  }

  /** No header and no body. */
  @Override
  public String toString() {
    return "WebhookRequest[" + method + ", " + body.length + " bytes]";
  }
}
