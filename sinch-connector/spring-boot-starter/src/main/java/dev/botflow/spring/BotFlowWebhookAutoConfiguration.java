package dev.botflow.spring;

import dev.botflow.sinch.SinchApps;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.SinchServlet;
import dev.botflow.sinch.webhook.WebhookExchange;
import dev.botflow.sinch.webhook.WebhookResponse;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/**
 * The endpoint for Sinch's calls in a servlet web application: a servlet of its own beside Spring's, so that the body comes
 * as it was signed. It answers 503 until everything has started, and again from when the application begins to stop.
 */
@AutoConfiguration(after = BotFlowAutoConfiguration.class)
@ConditionalOnClass({Servlet.class, ServletContextInitializer.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(WebhookGate.class)
public class BotFlowWebhookAutoConfiguration {

  /** Made with the web server, before most beans: the connector is asked for when the first call comes. */
  @Bean
  ServletContextInitializer botFlowWebhook(
      BotFlowProperties properties,
      WebhookGate gate,
      ObjectProvider<SinchConnector> connector,
      ObjectProvider<SinchApps> apps) {
    String path = properties.sinch().webhook().path();
    return context -> {
      if (properties.apps().isEmpty()) {
        add(
            context,
            path,
            gate,
            (method, headers, body) -> connector.getObject().receive(method, headers, body));
        return;
      }
      // The body names the app; or the path does, so that nothing of the body is looked at before
      // it is verified.
      add(
          context,
          path,
          gate,
          (method, headers, body) -> apps.getObject().receive(method, headers, body));
      for (String name : properties.apps().keySet()) {
        add(
            context,
            path + "/" + name,
            gate,
            (method, headers, body) -> apps.getObject()
                .receive(SinchSettings.of(properties, name).appId(), method, headers, body));
      }
    };
  }

  private static void add(
      ServletContext context, String path, WebhookGate gate, WebhookExchange exchange) {
    Servlets.add(
        context,
        "botFlowWebhook " + path,
        SinchServlet.answering((method, headers, body) -> gate.isRunning()
            ? exchange.answer(method, headers, body)
            : WebhookResponse.of(503, "not ready")),
        "botflow.sinch.webhook.path",
        path);
  }
}
