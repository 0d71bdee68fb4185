package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.rules.BotFolder;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The example of the project's README: what a platform of one's own writes. A test compares the two. */
final class Embedding {
  private final String projectId;
  private final String appId;
  private final String clientId;
  private final String clientSecret;
  private final String webhookSecret;

  Embedding(
      String projectId, String appId, String clientId, String clientSecret, String webhookSecret) {
    this.projectId = projectId;
    this.appId = appId;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.webhookSecret = webhookSecret;
  }

  WebhookResponse embed(
      OrderBook orders, String method, Map<String, List<String>> headers, byte[] body) {
    // readme:begin
    BotFlow botFlow = BotFlow.builder()
        .bot(BotFolder.load(Path.of("leaf-shop"), SinchChannelLimits.all()))
        .store(JdbcStore.sqlite(Path.of("leaf-shop.db")))
        .action("shop.findOrder", orders::find)
        .absent("handover") // until there is a desk
        .build();
    SinchConfig config = SinchConfig.of(projectId, appId, clientId, clientSecret, Region.EU)
        .webhook("https://bot.example/sinch", webhookSecret);
    SinchConnector connector = SinchConnector.connect(config, botFlow);
    // In the platform's own controller, for each webhook call, with its body as the raw bytes:
    WebhookResponse answer = connector.receive(method, headers, body);
    // readme:end
    return answer;
  }
}
