package dev.botflow.sinch.webhook;

import java.util.List;
import java.util.Map;

/** What answers a call, whatever server it came by. */
@FunctionalInterface
public interface WebhookExchange {

  /** @param headers names in any letter case */
  WebhookResponse answer(String method, Map<String, List<String>> headers, byte[] body);
}
