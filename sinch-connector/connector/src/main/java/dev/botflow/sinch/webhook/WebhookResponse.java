package dev.botflow.sinch.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to answer a webhook call.
 *
 * @param status the HTTP status: 200, 400, 401, 405, 413 or 503; 400 to a token request too
 * @param headers one value each
 * @param body plain text for people, may be empty, without inner detail; JSON in answer to a token request
 */
public record WebhookResponse(int status, Map<String, String> headers, String body) {
  public WebhookResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public static WebhookResponse ok() {
    return new WebhookResponse(200, Collections.emptyMap(), "");
  }

  public static WebhookResponse of(int status, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    if (status == 405) {
      headers.put("Allow", "POST");
    }
    return new WebhookResponse(status, headers, body);
  }
}
