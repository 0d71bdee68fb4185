package dev.botflow.simulator.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request refused, as Sinch would: an HTTP status, its word, and a message that names the place. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String word;
  private final String message;

  public ApiException(int code, String word, String message) {
    super(message);
    this.code = code;
    this.word = word;
    this.message = message;
  }

  public static ApiException invalid(String message) {
    return new ApiException(400, "INVALID_ARGUMENT", message);
  }

  public static ApiException notFound(String message) {
    return new ApiException(404, "NOT_FOUND", message);
  }

  public Answer answer() {
    return Answer.json(code, body(code, word, message));
  }

  /** The error body of every API but the token endpoint. */
  public static ObjectNode body(int code, String word, String message) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("code", code)
        .put("message", message)
        .put("status", word)
        .putArray("details");
    return body;
  }

  /** The status word that goes with an HTTP status; some are presumed, the simulator's users must not depend on them. */
  public static String wordOf(int code) {
    return switch (code) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 501 -> "UNIMPLEMENTED";
      case 503 -> "UNAVAILABLE";
      default -> code / 100 == 5 ? "INTERNAL" : "UNKNOWN";
    };
  }
}
