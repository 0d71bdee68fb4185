package dev.botflow.samples.routeronly;

import dev.botflow.BotFlow;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The sample on a simulated Sinch: a contact writes on each of nine channels, and what is answered is printed. */
final class OnSimulator {
  static final List<String> CHANNELS = List.of(
      "WHATSAPP", "RCS", "SMS", "MMS", "MESSENGER", "INSTAGRAM", "TELEGRAM", "LINE", "VIBERBM");

  private OnSimulator() {}

  public static void main(String[] args) throws IOException {
    Path bot = Path.of(args.length == 0 ? "samples/router-only/bot" : args[0]);
    Path store = Files.createTempDirectory("router-only").resolve("store.db");
    String keySecret = UUID.randomUUID().toString();
    try (SinchSimulator sinch = SinchSimulator.builder()
            .key("router-only", keySecret)
            .channels(CHANNELS.toArray(String[]::new))
            .start();
        JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
        BotFlow botFlow = RouterOnly.open(bot, store, new Dialogues());
        SinchConnector connector = SinchConnector.connect(
            SinchConfig.of(sinch.projectId(), sinch.appId(), "router-only", keySecret, Region.EU)
                .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
                .channelProperties(
                    Map.of("SMS_SENDER", "447700900000", "MMS_SENDER", "12025550100"))
                .webhook(web.url().toString(), UUID.randomUUID().toString()),
            botFlow)) {
      web.serve(connector);
      for (int i = 0; i < CHANNELS.size(); i++) {
        String channel = CHANNELS.get(i);
        sinch.injectMessage(channel, identity(i), "hello").join();
        awaitSent(sinch, i + 1);
        System.out.printf("%-10s %s%n", channel, sinch.sentMessages().get(i).text());
      }
    }
  }

  /** Somebody on the channel of this place in the list. */
  static String identity(int channel) {
    return "44770090030" + channel;
  }

  private static void awaitSent(SinchSimulator sinch, int messages) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (sinch.sentMessages().size() < messages) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("expected an answer within 10 s, but there was none");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
