package dev.botflow.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param afterwards what happens once the answer has been written, such as delivery reports
 */
public record Answer(int status, Map<String, String> headers, byte[] body, Runnable afterwards) {

  public static Answer json(int status, JsonNode body) {
    return of(status, "application/json", Json.write(body));
  }

  public static Answer of(int status, String contentType, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8), () -> {});
  }

  public Answer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, afterwards);
  }

  public Answer then(Runnable next) {
    return new Answer(status, headers, body, next);
  }
}
