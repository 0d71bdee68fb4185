package dev.botflow.sinch.config;

import dev.botflow.sinch.json.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What Sinch fetches a token with before it calls a webhook ({@code client_credentials}). Source: the Conversation API documentation.
 *
 * @param clientId who Sinch says it is
 * @param clientSecret what it proves that with
 * @param endpoint where it fetches tokens: https, or http on a loopback address
 * @param scope asked for with the token, at most 1024 characters; null for none
 * @param responseType sent with the request, at most 64 characters; null for none
 * @param requestType how id and secret are sent
 */
public record WebhookCredentials(
    String clientId,
    Secret clientSecret,
    String endpoint,
    @Nullable String scope,
    @Nullable String responseType,
    RequestType requestType) {

  /** Where client id and secret stand in the request for a token. */
  public enum RequestType {
    /** In the header {@code Authorization: Basic}. */
    BASIC,
    /** In the body. */
    FORM
  }

  public WebhookCredentials {
    Checks.given("sinch.webhook.clientId", clientId);
    endpoint = Urls.check("sinch.webhook.tokenEndpoint", endpoint).toString();
    if (scope != null) {
      Checks.within("sinch.webhook.scope", scope, 1024);
    }
    if (responseType != null) {
      Checks.within("sinch.webhook.responseType", responseType, 64);
    }
  }

  /** Id and secret in the header, no scope. */
  public static WebhookCredentials of(String clientId, String clientSecret, String endpoint) {
    return new WebhookCredentials(
        clientId, Secret.of(clientSecret), endpoint, null, null, RequestType.BASIC);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "WebhookCredentials[" + clientId + ", " + requestType + "]";
  }
}
