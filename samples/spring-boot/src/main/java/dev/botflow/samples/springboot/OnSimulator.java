package dev.botflow.samples.springboot;

import dev.botflow.simulator.SinchSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application as it is, with a simulated Sinch on loopback in place of the real one, so that it can be tried without an
 * account. No part of what a host writes.
 */
public final class OnSimulator implements AutoCloseable {
  static final String APP = "01KJCRUMB000000000000BAKERY";

  private final SinchSimulator sinch;
  private final ConfigurableApplicationContext application;

  private OnSimulator(SinchSimulator sinch, ConfigurableApplicationContext application) {
    this.sinch = sinch;
    this.application = application;
  }

  public static void main(String[] args) throws IOException {
    OnSimulator running = start(Files.createTempDirectory("bakery").resolve("bakery.db"), args);
    Runtime.getRuntime().addShutdownHook(new Thread(running.sinch::close, "simulator-stop"));
    System.out.println("A contact writes \"hello\" by SMS, on a simulated Sinch:");
    System.out.println("  curl -s " + running.sinch.adminUrl()
        + "/messages -H 'Content-Type: application/json'"
        + " -d '{\"channel\":\"SMS\",\"identity\":\"447700900301\",\"text\":\"hello\"}'");
    System.out.println("What the bot answered:");
    System.out.println("  curl -s " + running.sinch.adminUrl() + "/sent");
    System.out.println("The workbench: " + running.url() + "/workbench/ (ana, bread)");
    System.out.println("Readiness: " + running.url() + "/actuator/health/readiness");
  }

  /**
   * Starts both.
   *
   * @param store the file the application keeps its sessions in
   * @param args more of its settings, as on its command line
   */
  static OnSimulator start(Path store, String... args) {
    String secret = UUID.randomUUID().toString();
    String keySecret = UUID.randomUUID().toString();
    SinchSimulator sinch = SinchSimulator.builder()
        .app(APP)
        .key("bakery", keySecret)
        .channels("WHATSAPP", "SMS")
        .start();
    List<String> settings = new ArrayList<>(List.of(
        "--server.address=127.0.0.1",
        "--store=" + store,
        "--WORKBENCH_PASSWORD={noop}bread",
        "--SINCH_PROJECT_ID=" + sinch.projectId(),
        "--SINCH_APP_ID=" + APP,
        "--SINCH_KEY_ID=bakery",
        "--SINCH_KEY_SECRET=" + keySecret,
        "--SINCH_REGION=" + sinch.region(),
        "--SINCH_WEBHOOK_SECRET=" + secret,
        "--botflow.sinch.conversation-url=" + sinch.baseUrl(),
        "--botflow.sinch.token-url=" + sinch.tokenUrl()));
    settings.addAll(List.of(args));
    try {
      ConfigurableApplicationContext application =
          new SpringApplication(BakeryApplication.class).run(settings.toArray(String[]::new));
      OnSimulator running = new OnSimulator(sinch, application);
      sinch.addWebhook(running.url() + "/sinch/bakery", secret);
      return running;
    } catch (RuntimeException e) {
      sinch.close();
      throw e;
    }
  }

  SinchSimulator sinch() {
    return sinch;
  }

  /** The application's address, without a slash at the end. */
  String url() {
    return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
  }

  @Override
  public void close() {
    application.close();
    sinch.close();
  }
}
