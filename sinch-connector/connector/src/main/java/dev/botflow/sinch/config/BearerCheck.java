package dev.botflow.sinch.config;

import dev.botflow.sinch.webhook.WebhookTokens;

/**
 * Decides whether a webhook call bears a token of ours: the OAuth2 way of signing in, where Sinch fetches a token from an
 * endpoint of ours and sends it as {@code Authorization: Bearer}. {@link WebhookTokens} gives out such tokens and knows
 * them again; a host with an authorisation server of its own asks that. Called by many threads at the same time, before
 * the body is read. Source: the Conversation API documentation.
 */
@FunctionalInterface
public interface BearerCheck {

  /**
   * True if the token is one of ours and good now.
   *
   * @param token as it came, without {@code Bearer}; anything at all, since anybody can send it
   * @throws RuntimeException if it cannot be decided at the moment; the call is answered 503, so that Sinch comes again
   */
  boolean accepts(String token);
}
