package dev.botflow.sinch.http;

import dev.botflow.sinch.config.Timeouts;
import dev.botflow.sinch.config.Urls;
import dev.botflow.sinch.error.SinchApiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange, once: no repeats, redirects, cookies, proxies or logs. A failure reports whether the request may have
 * been carried out. Safe for use by many threads; a call blocks its thread until answered or timed out.
 */
public final class HttpCalls implements AutoCloseable {
  private static final String WRITTEN = "botflow.written";
  private static final String PATH = "botflow.path";
  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private final CloseableHttpClient client;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor deadlines;

  public HttpCalls(Timeouts timeouts, int maxConnections, Clock clock) {
    this(timeouts, maxConnections, clock, HttpCalls::connection);
  }

  /** The same over connections of one's own. */
  HttpCalls(
      Timeouts timeouts,
      int maxConnections,
      Clock clock,
      HttpConnectionFactory<ManagedHttpClientConnection> connections) {
    this.clock = clock;
    this.deadlines = deadlines();
    Timeout connect = Timeout.of(timeouts.connect());
    Timeout response = Timeout.of(timeouts.response());
    this.client = HttpClientBuilder.create()
        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(socket -> {
              try {
                return connections.createConnection(socket);
              } catch (Error e) {
                throw new BrokenException(e);
              }
            })
            .setMaxConnTotal(maxConnections + 2)
            .setMaxConnPerRoute(maxConnections + 1)
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
            .setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(response)
                .setTimeToLive(Timeout.ofMinutes(5))
                // Looked at before each use, a millisecond's worth: a host that closed it in
                // between would
                // make a send whose fate nobody knows.
                .setValidateAfterInactivity(Timeout.ZERO_MILLISECONDS)
                .build())
            .build())
        .setDefaultRequestConfig(RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(timeouts.lease()))
            .setResponseTimeout(response)
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .build())
        .setRequestExecutor(new NotingExecutor())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setUserAgent("botflow")
        .build();
  }

  /**
   * @param authorization the header's value
   * @param body the request's body; null for none
   * @param within the time this exchange may take from now
   * @throws SinchApiException if there is no answer
   */
  public Answer exchange(
      SinchApiException.Host host,
      String method,
      URI uri,
      String authorization,
      byte @Nullable [] body,
      ContentType type,
      Duration within) {
    // The client logs the path it is given, and a path may hold a phone number: the true one is set
    // when writing.
    HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(Urls.origin(uri) + "/"));
    request.setHeader("Authorization", authorization);
    request.setHeader("Accept", "application/json");
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, type));
    }
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(
        PATH,
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery());
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline = deadlines.schedule(
        () -> {
          late.set(true);
          request.cancel();
        },
        Math.max(1, within.toMillis()),
        TimeUnit.MILLISECONDS);
    try {
      return client.execute(request, context, HttpCalls::answer);
    } catch (IOException | RuntimeException | Error e) {
      boolean written = context.getAttribute(WRITTEN) != null;
      String what = late.get() ? "the time for the whole call was over" : words(e);
      String message = method + " at " + Urls.origin(uri) + ": "
          + (written ? "no whole answer came, " : "not reached, ") + what;
      // Not kept as the cause: messages of connection failures carry addresses, those of parsers
      // the answer.
      throw new SinchApiException(host, message, 0, null, null, written, null);
    } finally {
      deadline.cancel(false);
    }
  }

  Clock clock() {
    return clock;
  }

  private static ManagedHttpClientConnection connection(@Nullable Socket socket)
      throws IOException {
    QuietConnection connection = new QuietConnection();
    if (socket != null) {
      connection.bind(socket);
    }
    return connection;
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    Header retryAfter = response.getFirstHeader("Retry-After");
    String body = "";
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      try (InputStream in = entity.getContent()) {
        byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
        if (bytes.length > MAX_ANSWER_BYTES) {
          throw new IOException("answer over " + MAX_ANSWER_BYTES + " bytes");
        }
        body = new String(bytes, StandardCharsets.UTF_8);
      }
    }
    return new Answer(response.getCode(), retryAfter == null ? null : retryAfter.getValue(), body);
  }

  private static String words(Throwable e) {
    if (e instanceof BrokenException broken) {
      return String.valueOf(broken.getMessage());
    }
    if (e instanceof Error) {
      return BrokenException.words(e);
    }
    if (e instanceof UnknownHostException) {
      return "the host's name is unknown";
    }
    if (e instanceof SSLException) {
      return "the host's certificate is not trusted or TLS failed";
    }
    if (e instanceof SocketTimeoutException || e.getClass().getSimpleName().contains("Timeout")) {
      return "timed out";
    }
    if (e instanceof ConnectException) {
      return "the connection was refused";
    }
    return "the connection broke";
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
      Thread thread = new Thread(task, "sinch-deadlines");
      thread.setDaemon(true);
      return thread;
    });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  /**
   * A failure of the client itself, such as a library of another version or a lack of memory, as one of this connection:
   * at an {@link Error} it would close all connections, those to come too.
   */
  private static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(Error error) {
      super(words(error), error);
    }

    static String words(Throwable error) {
      // A LinkageError names classes and methods only, and says which library does not fit.
      String what = error instanceof LinkageError ? ": " + error.getMessage() : "";
      return "the HTTP client failed (" + error.getClass().getName() + what + ")";
    }
  }

  /** Sets the path and notes that the request is being written: a failure before that surely did not reach Sinch. */
  private static final class NotingExecutor extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback information,
        HttpContext context)
        throws IOException, HttpException {
      try {
        request.setPath((String) context.getAttribute(PATH));
        // Clients from 5.4 on offer to a host without TLS to change over to it.
        request.removeHeaders("Upgrade");
        request.removeHeaders("Connection");
        context.setAttribute(WRITTEN, true);
        return super.execute(request, connection, information, context);
      } catch (Error e) {
        throw new BrokenException(e);
      }
    }
  }
}
