package dev.botflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.sinch.api.AppChannel;
import dev.botflow.sinch.api.AppWebhook;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.api.SinchApp;
import dev.botflow.sinch.api.StartUp;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.error.SinchApiException;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code connect}: proves the settings one connects to a Sinch app with, lists its channels, and sees to its webhook. Reads
 * the environment, and asks whoever sits at the terminal for what is missing there. No secret is printed.
 */
@Command(
    name = "connect",
    description =
        "Tests the settings for a Sinch app, lists its channels and their states, and registers the webhook on request.")
final class ConnectCommand implements Callable<Integer> {
  private static final String WEBHOOK_SECRET = "SINCH_WEBHOOK_SECRET";
  private static final int MOST_ATTEMPTS = 3;

  private final Streams streams;
  private final UnaryOperator<@Nullable String> environment;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description =
          "Where Sinch reaches the host, such as https://bot.example/sinch: tells whether the app has this webhook.")
  private @Nullable String webhook;

  @Option(
      names = "--register",
      description =
          "Registers the webhook, or gives it the triggers and the secret it lacks; its secret is read from "
              + WEBHOOK_SECRET + ".")
  private boolean register;

  @Option(
      names = "--hosts",
      hidden = true,
      description = "Other hosts than Sinch's, by region, and TOKEN.")
  private Map<String, String> hosts = new LinkedHashMap<>();

  /** @param environment gives the variables of the environment; null for one that is not set */
  ConnectCommand(Streams streams, UnaryOperator<@Nullable String> environment) {
    this.streams = streams;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (register && webhook == null) {
      throw new BotFlowException(
          "--register: expected the webhook's address in --webhook, but was missing");
    }
    if (register && secret() == null) {
      throw new BotFlowException(WEBHOOK_SECRET
          + ": expected a secret of your own that the webhook's calls are to be signed with (such as what"
          + " openssl rand -hex 32 prints), but was not set");
    }
    Map<SinchField, String> given = new EnumMap<>(SinchField.class);
    for (SinchField field : SinchField.values()) {
      String value = environment.apply(field.variable());
      if (value != null && !value.isBlank()) {
        given.put(field, value.strip());
      }
    }
    if (!streams.interactive()) {
      refuseWhatIsMissing(given);
    }
    for (int attempt = 1; ; attempt++) {
      askForMissing(given);
      try {
        return connect(given).number();
      } catch (BotFlowException e) {
        if (!(e.getCause() instanceof SinchApiException) && !e.getMessage().startsWith("sinch.")) {
          throw e;
        }
        List<SinchField> doubtful = doubtful(e.getMessage());
        streams.problem(e.getMessage());
        doubtful.forEach(field -> streams.problem("  " + field.label() + ": " + field.place()));
        if (!streams.interactive() || doubtful.isEmpty() || attempt == MOST_ATTEMPTS) {
          return ExitCode.ERRORS_FOUND.number();
        }
        doubtful.forEach(given::remove);
      }
    }
  }

  private void refuseWhatIsMissing(Map<SinchField, String> given) {
    List<String> missing = new ArrayList<>();
    for (SinchField field : SinchField.values()) {
      if (!given.containsKey(field)) {
        missing.add(field.variable() + ": expected the " + field.label()
            + " (Sinch Build dashboard, " + field.place() + "), but was not set");
      }
    }
    if (!missing.isEmpty()) {
      throw new BotFlowException(String.join("\n", missing));
    }
  }

  private void askForMissing(Map<SinchField, String> given) {
    for (SinchField field : SinchField.values()) {
      while (!given.containsKey(field)) {
        String typed = ask(field);
        if (typed.isBlank()) {
          streams.problem("expected the " + field.label() + ", but was blank");
        } else {
          given.put(field, typed.strip());
        }
      }
    }
  }

  /** Only asked where somebody sits at a terminal: since Java 22 there may be a console without one. */
  @SuppressWarnings("SystemConsoleNull")
  private String ask(SinchField field) {
    streams.out().print(field.label() + " (" + field.place() + "): ");
    streams.flush();
    try {
      Console console = System.console();
      @Nullable String typed;
      if (field == SinchField.KEY_SECRET && console != null) {
        char[] secret = console.readPassword();
        typed = secret == null ? null : new String(secret);
      } else {
        typed = streams.in().readLine();
      }
      if (typed == null) {
        throw new BotFlowException(
            "connect: expected the " + field.label() + ", but nothing more was typed");
      }
      return typed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings a sentence of the connector begins with. */
  private static List<SinchField> doubtful(String sentence) {
    Map<String, SinchField> names = new LinkedHashMap<>();
    names.put("sinch.projectId", SinchField.PROJECT_ID);
    names.put("sinch.clientId", SinchField.KEY_ID);
    names.put("sinch.clientSecret", SinchField.KEY_SECRET);
    names.put("sinch.appId", SinchField.APP_ID);
    names.put("sinch.region", SinchField.REGION);
    String settings = sentence.substring(0, Math.max(0, sentence.indexOf(": ")));
    return names.entrySet().stream()
        .filter(name -> settings.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  // Talking to Sinch.

  private ExitCode connect(Map<SinchField, String> given) {
    SinchConfig config = config(given, Region.of(given.get(SinchField.REGION)));
    try (ConversationApi api = ConversationApi.open(config)) {
      StartUp startUp = new StartUp(config, api);
      SinchApp app;
      try {
        app = startUp.findApp(List.of());
      } catch (BotFlowException e) {
        throw withRegion(e, given, config.region());
      }
      if (register) {
        startUp.registerWebhook();
      }
      List<AppWebhook> webhooks = api.webhooks().join();
      Optional<AppWebhook> ours =
          webhooks.stream().filter(one -> one.target().equals(webhook)).findFirst();
      Set<String> lacking = new LinkedHashSet<>(config.webhook().triggers());
      ours.ifPresent(one -> one.triggers().forEach(lacking::remove));
      boolean ready = webhook == null || ours.isPresent() && lacking.isEmpty();
      if (common.json()) {
        streams.json(Json.line(line(config, app, webhooks, startUp.warnings())));
      } else {
        print(config, app, startUp.warnings());
        print(webhooks, ours, lacking);
        printSettings(config);
      }
      return ready && app.channels().stream().anyMatch(AppChannel::isActive)
          ? ExitCode.FINE
          : ExitCode.ERRORS_FOUND;
    } catch (CompletionException e) {
      if (e.getCause() instanceof SinchApiException failure) {
        throw new BotFlowException(
            "sinch.webhook: the app's webhooks could not be read: " + failure.getMessage(),
            failure);
      }
      throw e;
    }
  }

  private SinchConfig config(Map<SinchField, String> given, Region region) {
    SinchConfig config = SinchConfig.of(
        given.get(SinchField.PROJECT_ID),
        given.get(SinchField.APP_ID),
        given.get(SinchField.KEY_ID),
        given.get(SinchField.KEY_SECRET),
        region);
    String host = hosts.get(region.name());
    String token = hosts.get("TOKEN");
    if (host != null && token != null) {
      config = config.baseUrls(host, token);
    }
    String secret = secret();
    if (webhook == null) {
      return config;
    }
    return secret == null ? config.webhook(webhook) : config.webhook(webhook, secret);
  }

  private @Nullable String secret() {
    String secret = environment.apply(WEBHOOK_SECRET);
    return secret == null || secret.isBlank() ? null : secret.strip();
  }

  /** An app is found in its own region only: where it is elsewhere, that is what to say. */
  private BotFlowException withRegion(
      BotFlowException e, Map<SinchField, String> given, Region asked) {
    if (!(e.getCause() instanceof SinchApiException failure) || failure.status() != 404) {
      return e;
    }
    for (Region other : Region.values()) {
      if (other != asked) {
        SinchConfig config = config(given, other);
        try (ConversationApi api = ConversationApi.open(config)) {
          api.app().join();
          return new BotFlowException(
              "sinch.region: expected " + other + ", where app " + config.appId() + " is, but was "
                  + asked,
              failure);
        } catch (CompletionException notThere) {
          // It is not in this region either, or that cannot be told: the first answer stands.
        }
      }
    }
    return e;
  }

  // What is shown.

  private void print(SinchConfig config, SinchApp app, List<String> warnings) {
    String name = app.displayName() == null ? "" : " \"" + app.displayName() + "\"";
    streams.text("access key: accepted");
    streams.text("app " + app.id() + name + ": found in region " + config.region()
        + (app.processingMode() == null ? "" : ", mode " + app.processingMode()));
    streams.text("channels:" + (app.channels().isEmpty() ? " none" : ""));
    for (AppChannel channel : app.channels()) {
      streams.text("  " + channel.channel() + "  " + channel.state()
          + (channel.description() == null ? "" : "  " + channel.description()));
    }
    warnings.forEach(warning -> streams.text("warning: " + warning));
  }

  private void print(List<AppWebhook> webhooks, Optional<AppWebhook> ours, Set<String> lacking) {
    streams.text("webhooks: " + webhooks.size() + " of at most 5");
    for (AppWebhook one : webhooks) {
      streams.text("  " + one.target() + "  " + one.triggers().size() + " triggers");
    }
    if (webhook == null) {
      streams.text("next: name the host's address to see to its webhook: --webhook URL --register");
    } else if (ours.isEmpty()) {
      streams.text("webhook " + webhook + ": not registered; --register does that");
    } else if (!lacking.isEmpty()) {
      streams.text("webhook " + webhook + ": lacks " + String.join(", ", lacking)
          + "; --register adds them");
    } else {
      streams.text("webhook " + webhook + ": registered"
          + (secret() == null
              ? "; its calls are not signed unless " + WEBHOOK_SECRET + " is set"
              : ""));
    }
  }

  private void printSettings(SinchConfig config) {
    streams.text("in the host:");
    streams.text("  SinchConfig.of(\"" + config.projectId() + "\", \"" + config.appId() + "\", \""
        + config.account().clientId() + "\", System.getenv(\"" + SinchField.KEY_SECRET.variable()
        + "\"), Region." + config.region() + ")");
    streams.text("      .webhook(\"" + (webhook == null ? "https://…" : webhook)
        + "\", System.getenv(\"" + WEBHOOK_SECRET + "\"))");
  }

  private static ObjectNode line(
      SinchConfig config, SinchApp app, List<AppWebhook> webhooks, List<String> warnings) {
    ObjectNode line = Json.object();
    line.put("app", app.id());
    line.put("name", app.displayName());
    line.put("region", config.region().name());
    line.put("mode", app.processingMode());
    ArrayNode channels = line.putArray("channels");
    app.channels()
        .forEach(channel -> channels
            .addObject()
            .put("channel", channel.channel().name())
            .put("state", channel.state())
            .put("description", channel.description()));
    ArrayNode targets = line.putArray("webhooks");
    webhooks.forEach(one -> {
      ObjectNode target = targets.addObject().put("target", one.target());
      one.triggers().forEach(target.putArray("triggers")::add);
    });
    warnings.forEach(line.putArray("warnings")::add);
    return line;
  }
}
