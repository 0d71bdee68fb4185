package dev.botflow.sinch;

import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.webhook.WebhookExchange;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.sinch.webhook.WebhookTokens;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Webhook calls over any Jakarta Servlet 6 container. The body is read from the request's stream as it came, since the
 * signature counts over its bytes; nothing in front of this servlet may read it or write it anew. A body that drips is
 * ended by the container's own time-outs.
 *
 * <p>The servlet API is not among this library's dependencies at run time: the container brings it.
 *
 * <pre>{@code
 * context.addServlet("sinch", SinchServlet.receiving(connector)).addMapping("/sinch");
 * }</pre>
 */
public final class SinchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient WebhookExchange exchange;

  private SinchServlet(WebhookExchange exchange) {
    this.exchange = exchange;
  }

  /** Takes webhook calls for this connector. */
  public static SinchServlet receiving(SinchConnector connector) {
    return new SinchServlet(connector::receive);
  }

  /** Answers calls by whatever takes them, such as a host that has a connector only later. */
  public static SinchServlet answering(WebhookExchange exchange) {
    return new SinchServlet(exchange);
  }

  /** Takes webhook calls for these apps: the body of each names its app. */
  public static SinchServlet receiving(SinchApps apps) {
    return new SinchServlet(apps::receive);
  }

  /** Answers Sinch's requests for a token: the endpoint of {@link WebhookCredentials}. */
  public static SinchServlet issuing(WebhookTokens tokens) {
    return new SinchServlet(tokens::issue);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    byte[] body = request.getInputStream().readNBytes(SinchConnector.MAX_BODY_BYTES + 1);
    WebhookResponse answer = exchange.answer(request.getMethod(), headers, body);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }
}
