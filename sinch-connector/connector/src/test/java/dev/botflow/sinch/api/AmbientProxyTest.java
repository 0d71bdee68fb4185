package dev.botflow.sinch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages and the client's secret go to Sinch, whatever proxy the machine is set to. */
class AmbientProxyTest {
  private final Map<String, @Nullable String> before = new LinkedHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private ServerSocket proxy;

  @BeforeEach
  void setTheMachinesProxy() throws IOException {
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::refuseAll, "proxy");
    thread.setDaemon(true);
    thread.start();
    String port = String.valueOf(proxy.getLocalPort());
    for (String scheme : List.of("http", "https")) {
      set(scheme + ".proxyHost", "127.0.0.1");
      set(scheme + ".proxyPort", port);
    }
    // Or else the JDK leaves out loopback addresses.
    set("http.nonProxyHosts", "");
  }

  private void set(String property, String value) {
    before.put(property, System.getProperty(property));
    System.setProperty(property, value);
  }

  private void refuseAll() {
    while (!proxy.isClosed()) {
      try {
        Socket call = proxy.accept();
        calls.incrementAndGet();
        call.close();
      } catch (IOException e) {
        // The end of the test closes it.
        return;
      }
    }
  }

  @AfterEach
  void setItBack() throws IOException {
    before.forEach((property, value) -> {
      if (value == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, value);
      }
    });
    proxy.close();
  }

  @Test
  void noCallGoesThroughAProxyOfTheMachine() throws IOException {
    try (SinchSimulator sinch = SinchSimulator.builder()
            .project("P1")
            .app("APP1")
            .key("key", Canaries.CLIENT_SECRET)
            .channels("SMS")
            .start();
        ConversationApi api = ConversationApi.open(
            SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
                .baseUrls(sinch.baseUrl(), sinch.tokenUrl()))) {
      SendOutcome outcome = api.send(new Outgoing(
              "m1",
              new Address("APP1", Channel.SMS, null, "46700000001"),
              new TextMessage("hello"),
              null))
          .join();

      assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
      assertThat(calls).hasValue(0);

      // Whoever asks the machine goes there.
      HttpURLConnection asks =
          (HttpURLConnection) java.net.URI.create(sinch.baseUrl()).toURL().openConnection();
      assertThatThrownBy(asks::getResponseCode).isInstanceOf(IOException.class);
      assertThat(calls.get()).isPositive();
    }
  }
}
