package dev.botflow.samples.leafshop;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the sample: contacts write on nine channels, and each line says which row of the routing table chose which flow
 * and what Sinch accepted. Exit code 0; 1 with a sentence if something went wrong; 2 for wrong usage.
 */
@Command(
    name = "leaf-shop",
    description = "A plant shop's bot on nine channels of a simulated Sinch, over real sockets.",
    mixinStandardHelpOptions = true)
public final class LeafShop implements Callable<Integer> {
  private static final String MONDAY_MORNING = "2026-03-02T10:00:00+01:00";
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH).withZone(ZONE);

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--bot",
      description = "The bot's folder; the one that comes with the sample unless given.")
  private @Nullable Path bot;

  @Option(
      names = "--at",
      defaultValue = MONDAY_MORNING,
      description =
          "When it is for the shop, such as 2026-03-07T12:00:00+01:00, or now; ${DEFAULT-VALUE} unless given.")
  private String at = MONDAY_MORNING;

  @Option(names = "--serve", description = "Stay up afterwards, to write to the bot by hand.")
  private boolean serve;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "The port of the simulated Sinch on loopback; 0 for any free one.")
  private int port;

  private LeafShop() {}

  public static void main(String[] args) {
    System.exit(run(
        args,
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
  }

  /** @return the exit code */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return new CommandLine(new LeafShop())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((e, command, parsed) -> {
          command.getErr().println(sentence(e));
          return 1;
        })
        .execute(args);
  }

  /** What went wrong, without a stack trace: our own sentences as they are, of others what they say. */
  private static String sentence(Exception e) {
    boolean ours = e instanceof BotFlowException
        || e instanceof IllegalStateException
        || e instanceof UncheckedIOException;
    return "leaf-shop: " + (ours ? e.getMessage() : e.toString());
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("leaf-shop is started by its command line only");
    }
    PrintWriter out = spec.commandLine().getOut();
    Clock clock = clock();
    Path scratch = Files.createTempDirectory("leaf-shop");
    try {
      Path folder = bot == null ? ShippedBot.folder(scratch) : bot;
      Platform.Settings settings =
          Platform.Settings.of(folder, scratch.resolve("sessions.db"), clock).port(port);
      try (Platform platform = Platform.start(settings)) {
        introduce(platform, clock.instant(), out);
        new Demo(platform, out).run();
        if (serve) {
          platform.journal().readBy((event, turn) -> Demo.print(event, turn, out));
          printHowToPost(platform, out);
          untilStopped(platform, scratch);
        }
      }
    } finally {
      delete(scratch);
    }
    return 0;
  }

  /** A clock that goes on from the given moment, so that opening hours do not depend on when you try this. */
  private Clock clock() {
    if (at.equals("now")) {
      return Clock.systemUTC();
    }
    try {
      Instant begin =
          OffsetDateTime.parse(at).withOffsetSameInstant(ZoneOffset.UTC).toInstant();
      return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), begin));
    } catch (DateTimeException e) {
      throw new BotFlowException(
          "--at: expected a time such as " + MONDAY_MORNING + " or now, but was \"" + at + "\"", e);
    }
  }

  private static void introduce(Platform platform, Instant now, PrintWriter out) {
    List<String> channels = platform.connector().channels().stream()
        .filter(channel -> channel.isActive())
        .map(channel -> channel.channel().name())
        .toList();
    out.println("Leaf & Co, on a simulated Sinch at " + platform.sinch().baseUrl());
    out.println("Channels found in the app: " + String.join(", ", channels));
    out.println("For the shop it is " + SHOWN.format(now)
        + " in Brussels (open Mon-Fri 09:00-17:00; change it with --at).");
    out.println();
  }

  private static void printHowToPost(Platform platform, PrintWriter out) {
    String admin = platform.sinch().adminUrl();
    String json = " -H 'Content-Type: application/json'";
    out.println();
    out.println("Still up. A contact writes:");
    out.println(
        "  curl -s " + admin + "/messages" + json
            + " -d '{\"channel\":\"SMS\",\"identity\":\"447700900301\",\"text\":\"where is my order?\"}'");
    out.println("A sample event, signed as Sinch does:");
    out.println("  curl -s " + admin + "/callbacks" + json
        + " --data-binary @samples/leaf-shop/events/whatsapp-text.json");
    out.println("What Sinch accepted:");
    out.println("  curl -s " + admin + "/sent");
    out.println("Webhooks arrive at " + platform.web().url()
        + "; unsigned ones are refused. Ctrl-C stops.");
  }

  /** Ctrl-C ends the JVM at once, so what is open is closed by a hook. */
  private static void untilStopped(Platform platform, Path scratch) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> {
              platform.close();
              try {
                delete(scratch);
              } catch (IOException e) {
                System.err.println("leaf-shop: " + scratch + " could not be deleted: " + e);
              }
            },
            "leaf-shop-stop"));
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
