package dev.botflow.sinch.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes neither headers nor bytes to the log, at any level: both carry tokens, phone numbers and
 * texts, and a host that sets all loggers to TRACE does not mean those.
 *
 * <p>The client's own connection logs, and its releases disagree on what a subclass of it has to look like. So the client
 * is given this one, which hands everything on to the protocol engine underneath: that one logs nothing.
 */
final class QuietConnection implements ManagedHttpClientConnection, Identifiable {
  private static final AtomicLong COUNT = new AtomicLong();

  private final String id = "sinch-" + COUNT.incrementAndGet();
  private final DefaultBHttpClientConnection protocol =
      new DefaultBHttpClientConnection(Http1Config.DEFAULT);

  /** What TCP knows; beneath TLS the same as before. */
  private volatile @Nullable Socket base;

  /** What is read and written: the base, or TLS on it. */
  private volatile @Nullable Socket bound;

  /** How long a read waits while a call has this connection; none in the pool. */
  private Timeout socketTimeout = Timeout.DISABLED;

  private volatile boolean closed;

  @Override
  public String getId() {
    return id;
  }

  /** Also for TLS on the socket bound before: so releases before 5.4 say it. */
  @Override
  public void bind(Socket socket) throws IOException {
    if (base == null || !(socket instanceof SSLSocket)) {
      base = socket;
    }
    bound = socket;
    if (closed) {
      socket.close();
      throw new SocketException("closed while connecting");
    }
    protocol.bind(socket);
    socketTimeout = Timeout.ofMilliseconds(socket.getSoTimeout());
  }

  @Override
  public void bind(SSLSocket tls, Socket socket) throws IOException {
    base = socket;
    bind(tls);
  }

  @Override
  public @Nullable Socket getSocket() {
    return bound;
  }

  @Override
  public @Nullable SSLSession getSSLSession() {
    return bound instanceof SSLSocket tls ? tls.getSession() : null;
  }

  @Override
  public void passivate() {
    protocol.setSocketTimeout(Timeout.DISABLED);
  }

  @Override
  public void activate() {
    protocol.setSocketTimeout(socketTimeout);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    protocol.close();
  }

  @Override
  public void close(CloseMode mode) {
    closed = true;
    Socket socket = base;
    if (mode == CloseMode.IMMEDIATE && socket != null) {
      // TLS would say goodbye first, and wait for whoever is writing.
      reset(socket);
    }
    protocol.close(mode);
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyGone) {
      // It is to be closed, and it is.
    }
  }

  @Override
  public boolean isConsistent() {
    return protocol.isConsistent();
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    protocol.sendRequestHeader(request);
  }

  @Override
  public void terminateRequest(ClassicHttpRequest request) throws HttpException, IOException {
    protocol.terminateRequest(request);
  }

  @Override
  public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
    protocol.sendRequestEntity(request);
  }

  @Override
  public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
    return protocol.receiveResponseHeader();
  }

  @Override
  public void receiveResponseEntity(ClassicHttpResponse response)
      throws HttpException, IOException {
    protocol.receiveResponseEntity(response);
  }

  @Override
  public boolean isDataAvailable(Timeout timeout) throws IOException {
    return protocol.isDataAvailable(timeout);
  }

  @Override
  public boolean isStale() throws IOException {
    return protocol.isStale();
  }

  @Override
  public void flush() throws IOException {
    protocol.flush();
  }

  @Override
  public boolean isOpen() {
    return protocol.isOpen();
  }

  @Override
  public EndpointDetails getEndpointDetails() {
    return protocol.getEndpointDetails();
  }

  @Override
  public SocketAddress getLocalAddress() {
    return protocol.getLocalAddress();
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return protocol.getRemoteAddress();
  }

  @Override
  public ProtocolVersion getProtocolVersion() {
    return protocol.getProtocolVersion();
  }

  @Override
  public Timeout getSocketTimeout() {
    return protocol.getSocketTimeout();
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    socketTimeout = timeout;
    protocol.setSocketTimeout(timeout);
  }

  @Override
  public String toString() {
    return id;
  }
}
