package dev.botflow.simulator.http;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request the simulator got, except those under {@code /simulator/}.
 *
 * @param region the region whose address was called
 * @param method the HTTP method
 * @param path the path as sent, still percent-encoded, without the query
 * @param query the query as sent; {@code ""} if none
 * @param headers the headers by lower-case name; of {@code authorization} only the scheme is kept, such as {@code Bearer}
 * @param body the body as text; of the token endpoint too, which carries no secret (that is in the header)
 * @param status the status answered; 0 if a fault closed the connection without an answer
 * @param at when it came, by the simulator's clock
 */
public record RecordedRequest(
    String region,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String body,
    int status,
    Instant at) {

  public RecordedRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Without headers, query and body. */
  @Override
  public String toString() {
    return "RecordedRequest[" + method + " " + path + ", status " + status + "]";
  }
}
