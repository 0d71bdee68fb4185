package dev.botflow.spring;

import dev.botflow.error.BotFlowException;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.SinchConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The connector's settings, of the properties. */
final class SinchSettings {
  private SinchSettings() {}

  /** @throws BotFlowException if some are missing or wrong, naming each */
  static SinchConfig config(BotFlowProperties.Sinch sinch) {
    Secret clientSecret = sinch.clientSecret();
    SinchConfig config = SinchConfig.of(
            sinch.projectId(),
            sinch.appId(),
            sinch.clientId(),
            clientSecret == null ? null : clientSecret.reveal(),
            sinch.region())
        .channelsEvery(sinch.channelsEvery())
        .channelProperties(sinch.channelProperties());
    Integer connections = sinch.maxConnections();
    SinchConfig bounded = connections == null ? config : config.maxConnections(connections);
    return webhook(hosts(bounded, sinch), sinch.webhook());
  }

  /**
   * The settings of one of several apps.
   *
   * @throws BotFlowException as {@link #config}, each sentence with the app's name before it
   */
  static SinchConfig of(BotFlowProperties properties, String name) {
    try {
      return config(properties.sinchOf(name));
    } catch (BotFlowException e) {
      throw new BotFlowException(
          e.getMessage()
              .lines()
              .map(line -> "apps." + name + "." + line)
              .collect(Collectors.joining("\n")),
          e);
    }
  }

  /**
   * The names of several apps, by their ids at Sinch.
   *
   * @throws BotFlowException as {@link #of}, or if two are one app
   */
  static Map<String, String> names(BotFlowProperties properties) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : properties.apps().keySet()) {
      String id = of(properties, name).appId();
      String first = names.putIfAbsent(id, name);
      if (first != null) {
        throw new BotFlowException("apps." + name
            + ".sinch.appId: expected an app of its own, but apps." + first + " has \"" + id
            + "\", too");
      }
    }
    return names;
  }

  private static SinchConfig hosts(SinchConfig config, BotFlowProperties.Sinch sinch) {
    String conversation = sinch.conversationUrl();
    String token = sinch.tokenUrl();
    if (conversation == null && token == null) {
      return config;
    }
    if (conversation == null || token == null) {
      throw new BotFlowException(
          "sinch.conversationUrl, sinch.tokenUrl: expected both or neither, but was one");
    }
    return config.baseUrls(conversation, token);
  }

  private static SinchConfig webhook(SinchConfig config, BotFlowProperties.Webhook webhook) {
    if (!webhook.path().startsWith("/") || webhook.path().contains("*")) {
      throw new BotFlowException(
          "sinch.webhook.path: expected a path such as /sinch, but was \"" + webhook.path() + "\"");
    }
    if (webhook.secrets().isEmpty() && !webhook.unsigned()) {
      throw new BotFlowException(
          "sinch.webhook.secrets: expected what Sinch signs its calls with, but was missing");
    }
    String[] secrets = webhook.secrets().stream().map(Secret::reveal).toArray(String[]::new);
    SinchConfig signed = webhook.url() == null
        ? config.webhookSecrets(secrets)
        : config.webhook(webhook.url(), secrets);
    return webhook.unsigned() ? signed.unsigned() : signed;
  }
}
