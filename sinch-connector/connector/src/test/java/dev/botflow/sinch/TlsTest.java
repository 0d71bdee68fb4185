package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir
  static Path folder;

  private Path store = Path.of("");

  @Test
  void refusesAHostWithACertificateOfItsOwnMaking() throws Exception {
    keysFor("san=ip:127.0.0.1");

    assertThat(connecting()).isEqualTo(0);
  }

  @Test
  void refusesATrustedCertificateOfAnotherHost() throws Exception {
    keysFor("san=dns:sinch.example");

    assertThat(trusting(this::connecting)).isEqualTo(0);
  }

  /** So that the two above are refused for what their names say. */
  @Test
  void takesATrustedCertificateOfTheHost() throws Exception {
    keysFor("san=ip:127.0.0.1");

    assertThat(trusting(this::connecting)).isEqualTo(1);
  }

  /** Connects, in vain; gives how many requests came through to the host. */
  private int connecting() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serving()));
    server.createContext("/", exchange -> {
      try (exchange) {
        calls.incrementAndGet();
        exchange.sendResponseHeaders(401, -1);
      }
    });
    server.start();
    String host = "https://127.0.0.1:" + server.getAddress().getPort();
    SinchConfig config =
        SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU).baseUrls(host, host);
    try {
      Throwable refused = catchThrowable(() -> {
        // A certificate may be put right while we run, so it is tried again like an outage.
        try (SinchConnector connector = SinchConnector.connect(config, new FakeIntake())) {
          assertThat(connector.channels()).isEmpty();
          assertThat(connector.health().missing())
              .first()
              .isEqualTo("sinch.tokenUrl: expected a host that answers, but was POST at "
                  + host
                  + ": not reached, the host's certificate is not trusted or TLS failed");
        }
      });
      if (calls.get() == 0) {
        assertThat(refused).isNull();
      } else {
        assertThat(refused).hasMessageEndingWith("but the token host answered 401");
      }
      return calls.get();
    } finally {
      server.stop(0);
    }
  }

  /** Runs it in a JVM that trusts our certificate and no other. */
  private <T> T trusting(Callable<T> task) throws Exception {
    System.setProperty("javax.net.ssl.trustStore", store.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    try {
      return task.call();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  /** A key with its certificate, once for the same names; the certificate is trusted too. */
  private void keysFor(String names) throws Exception {
    store = folder.resolve(names.replaceAll("\\W", "-") + ".p12");
    if (Files.exists(store)) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=host", "-ext", names));
    command.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    // A key entry is not trusted by itself: its certificate is put beside it.
    KeyStore keys = keys();
    keys.setCertificateEntry("trusted", keys.getCertificate("a"));
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, PASSWORD.toCharArray());
    }
  }

  private KeyStore keys() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private SSLContext serving() throws Exception {
    KeyStore keys = keys();
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
