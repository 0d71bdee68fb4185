package dev.botflow.samples.springboot;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.AppConfig;
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
  static final String BAKERY = "01KJCRUMB000000000000BAKERY";
  static final String GARAGE = "01KJWHEEL000000000000GARAGE";

  private final SinchSimulator sinch;
  private final ConfigurableApplicationContext application;

  private OnSimulator(SinchSimulator sinch, ConfigurableApplicationContext application) {
    this.sinch = sinch;
    this.application = application;
  }

  public static void main(String[] args) throws IOException {
    OnSimulator running = start(Files.createTempDirectory("shops").resolve("shops.db"), args);
    Runtime.getRuntime().addShutdownHook(new Thread(running.sinch::close, "simulator-stop"));
    System.out.println("A contact writes \"hello\" to the bakery by SMS, on a simulated Sinch:");
    System.out.println("  curl -s " + running.sinch.adminUrl()
        + "/messages -H 'Content-Type: application/json'"
        + " -d '{\"channel\":\"SMS\",\"identity\":\"447700900301\",\"text\":\"hello\"}'");
    System.out.println("What the bot answered:");
    System.out.println("  curl -s " + running.sinch.adminUrl() + "/sent");
    System.out.println("The workbenches: " + running.url() + "/workbench/bakery/ and "
        + running.url() + "/workbench/garage/ (ana, bread)");
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
        .app(BAKERY)
        .channels("WHATSAPP", "SMS")
        .app(AppConfig.of(GARAGE, "SMS"))
        .key("shops", keySecret)
        .start();
    List<String> settings = new ArrayList<>(List.of(
        "--server.address=127.0.0.1",
        "--store=" + store,
        "--WORKBENCH_PASSWORD={noop}bread",
        "--SINCH_PROJECT_ID=" + sinch.projectId(),
        "--BAKERY_APP_ID=" + BAKERY,
        "--BAKERY_WEBHOOK_SECRET=" + secret,
        "--GARAGE_APP_ID=" + GARAGE,
        "--GARAGE_WEBHOOK_SECRET=" + secret + "-2",
        "--SINCH_KEY_ID=shops",
        "--SINCH_KEY_SECRET=" + keySecret,
        "--SINCH_REGION=" + sinch.region(),
        "--botflow.sinch.conversation-url=" + sinch.baseUrl(),
        "--botflow.sinch.token-url=" + sinch.tokenUrl()));
    settings.addAll(List.of(args));
    try {
      ConfigurableApplicationContext application =
          new SpringApplication(ShopsApplication.class).run(settings.toArray(String[]::new));
      OnSimulator running = new OnSimulator(sinch, application);
      sinch.addWebhookOf(BAKERY, running.url() + "/sinch/bakery", secret);
      sinch.addWebhookOf(GARAGE, running.url() + "/sinch/garage", secret + "-2");
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
