package dev.botflow.workbench;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a {@link Request}.
 *
 * @param status HTTP's number
 * @param headers each once
 * @param body all of it, empty if there is none
 */
public record Response(int status, Map<String, String> headers, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  public Response {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    body = body.clone();
  }

  /** The bytes of the body, a copy. */
  @Override
  public byte[] body() {
    return body.clone();
  }

  /** An answer without a body. */
  static Response bare(int status) {
    return new Response(status, new LinkedHashMap<>(), NOTHING);
  }

  /** An answer with a body of this type. */
  static Response of(int status, String type, byte[] body) {
    return new Response(status, new LinkedHashMap<>(), body).with("Content-Type", type);
  }

  /** A sentence for who has no page to show it. */
  static Response text(int status, String sentence) {
    return of(
        status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The same with a header, unless it has one of that name. */
  Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putIfAbsent(name, value);
    return new Response(status, more, body);
  }
}
