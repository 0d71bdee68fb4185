package dev.botflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.ProcessingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a simulator from the command line. Prints one line of JSON with its addresses, then runs until its standard input
 * closes or it gets SIGTERM. Wrong usage: one sentence on standard error and exit code 2. The key's secret is never
 * printed.
 *
 * <pre>{@code
 * java -jar sinch-simulator.jar --project P --app A --key K --secret S --channels WHATSAPP,SMS \
 *     --webhook-url http://127.0.0.1:8080/sinch --webhook-secret W
 * {"conversation_url":"http://127.0.0.1:40123","token_url":…,"admin_url":…,"region":"eu","project_id":"P","app_id":"A"}
 * }</pre>
 *
 * <p>Below {@code admin_url}, without a token:
 *
 * <ul>
 *   <li>{@code POST messages} plays a contact: {@code {"app_id"?, "channel", "identity", "event_time"?}} and one of
 *       {@code "text"}, {@code "postback_data"} with {@code "message_id"}, {@code "contact_message"},
 *       {@code "contact_event"}, {@code "opt_in": {}}, {@code "opt_out": {}}
 *   <li>{@code POST callbacks} posts its body as it is to the webhooks; {@code GET callbacks} lists every attempt
 *   <li>{@code GET sent} lists the messages sent, {@code GET requests} every request
 *   <li>{@code POST faults} lets something go wrong: {@code {"kind": token|send|event|get|any, "count"?, "effect"?:
 *       status|close_before|close_after|cut_answer|delay, "status"?, "body"?, "retry_after_seconds"?, "delay_millis"?}};
 *       {@code DELETE faults} calls it off
 * </ul>
 *
 * <p>The two POSTs that make callbacks answer when the webhooks have settled them, after 30 s at the latest; with
 * {@code ?wait=false} at once.
 */
@Command(
    name = "sinch-simulator",
    description = "A Sinch Conversation API on loopback, for tests.",
    mixinStandardHelpOptions = true)
public final class SimulatorMain implements Callable<Integer> {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Option(names = "--port", defaultValue = "0", description = "Port on loopback; 0 for any.")
  private int port;

  @Option(names = "--project", required = true, description = "Project id.")
  private String project = "";

  @Option(names = "--app", required = true, description = "App id.")
  private String app = "";

  @Option(names = "--key", required = true, description = "Access key id.")
  private String key = "";

  @Option(names = "--secret", required = true, description = "Access key secret.")
  private String secret = "";

  @Option(names = "--region", defaultValue = "eu", description = "Region the app lives in.")
  private String region = "";

  @Option(names = "--channels", split = ",", description = "Active channels, such as WHATSAPP,SMS.")
  private List<String> channels = List.of();

  @Option(
      names = "--mode",
      defaultValue = "CONVERSATION",
      description = "CONVERSATION or DISPATCH.")
  private ProcessingMode mode = ProcessingMode.CONVERSATION;

  @Option(
      names = "--webhook-url",
      defaultValue = "",
      description = "Where callbacks of all triggers go.")
  private String webhookUrl = "";

  @Option(names = "--webhook-secret", defaultValue = "", description = "Signs the callbacks.")
  private String webhookSecret = "";

  @Option(names = "--submits", description = "MESSAGE_SUBMIT follows each message.")
  private boolean submits;

  @Option(
      names = "--reports",
      split = ",",
      description = "Statuses reported for each message, such as DELIVERED.")
  private List<String> reports = List.of();

  @Option(names = "--stay", description = "Do not stop when standard input closes.")
  private boolean stay;

  private SimulatorMain(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs until standard input closes, and ends the JVM with the exit code. */
  public static void main(String[] args) {
    System.exit(run(args, System.in, System.out, System.err));
  }

  /**
   * Runs until {@code in} ends.
   *
   * @return 0 if it ran, 2 for wrong usage
   */
  static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return new CommandLine(new SimulatorMain(in, out, err))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(sentence(e));
          return 2;
        })
        .setExecutionExceptionHandler((e, command, parsed) -> {
          if (e instanceof UncheckedIOException || e instanceof IllegalArgumentException) {
            err.println(e.getMessage() + ".");
            return 2;
          }
          throw e;
        })
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    SimulatorBuilder builder = SinchSimulator.builder()
        .project(project)
        .app(app)
        .key(key, secret)
        .region(region)
        .channels(channels.toArray(String[]::new))
        .mode(mode)
        .submitNotifications(submits)
        .deliveryReports(reports.toArray(String[]::new))
        .port(port);
    try (SinchSimulator simulator = builder.start()) {
      if (!webhookUrl.isEmpty()) {
        simulator.addWebhook(webhookUrl, webhookSecret);
      }
      out.println(addresses(simulator));
      out.flush();
      waitForTheEnd();
    }
    return 0;
  }

  private String addresses(SinchSimulator simulator) {
    ObjectNode line = Json.object()
        .put("conversation_url", simulator.baseUrl())
        .put("token_url", simulator.tokenUrl())
        .put("admin_url", simulator.adminUrl())
        .put("region", region)
        .put("project_id", project)
        .put("app_id", app);
    return Json.write(line);
  }

  private void waitForTheEnd() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    if (stay) {
      try {
        Thread.currentThread().join();
      } catch (InterruptedException e) {
        err.println("Interrupted.");
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Never with the value of an option: it could be the secret. */
  private static String sentence(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.MissingParameterException missing) {
      return "Missing: "
          + String.join(
              ", ",
              missing.getMissing().stream()
                  .map(one -> ((CommandLine.Model.OptionSpec) one).longestName())
                  .toList())
          + ".";
    }
    if (e instanceof CommandLine.UnmatchedArgumentException) {
      return "An argument is no option of the simulator; --help shows them all.";
    }
    return e.getArgSpec() instanceof CommandLine.Model.OptionSpec option
        ? option.longestName() + ": the value cannot be read; --help shows what is expected."
        : "The arguments cannot be read; --help shows what is expected.";
  }
}
