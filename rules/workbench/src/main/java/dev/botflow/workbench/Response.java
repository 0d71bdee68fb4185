package dev.botflow.workbench;

import java.util.Map;

/**
 * The answer to a {@link Request}.
 *
 * @param status HTTP's number
 * @param headers each once
 * @param body all of it, empty if there is none
 */
public record Response(int status, Map<String, String> headers, byte[] body) {
  public Response {
    headers = Map.copyOf(headers);
    body = body.clone();
  }

  /** The bytes of the body, a copy. */
  @Override
  public byte[] body() {
    return body.clone();
  }
}
