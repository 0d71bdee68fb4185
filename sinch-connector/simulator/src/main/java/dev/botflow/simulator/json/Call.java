package dev.botflow.simulator.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP request as it came in.
 *
 * @param region the region whose address was called
 * @param rawPath the path, percent-encoded
 * @param headers by lower-case name; of a repeated header the first
 */
public record Call(
    String region,
    String method,
    String rawPath,
    String rawQuery,
    Map<String, String> headers,
    byte[] bytes) {

  public String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  public String body() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The path cut at its slashes and then decoded, so that an id may hold any character. */
  public List<String> segments() {
    return Arrays.stream(rawPath.substring(1).split("/", -1)).map(Call::decode).toList();
  }

  /** The parameters of the query, or of a form body. */
  public static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  public String query(String name) {
    return parameters(rawQuery).getOrDefault(name, "");
  }

  /**
   * The body as a JSON object.
   *
   * @throws ApiException 400 if it is not sent as JSON or is no JSON object
   */
  public ObjectNode json() {
    String type = header("content-type");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw ApiException.invalid(
          "Content-Type: expected application/json, but was \"" + type + "\"");
    }
    return Json.parseObject(body());
  }

  private static String decode(String segment) {
    // In a path a plus is a plus; URLDecoder reads forms, where it is a space.
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
