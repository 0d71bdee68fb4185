package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** From text to settings. */
class PropertiesTest {
  private static final Map<String, String> NEEDED = Map.of(
      "botflow.sinch.project-id", "P1",
      "botflow.sinch.app-id", "APP1",
      "botflow.sinch.client-id", "key",
      "botflow.sinch.client-secret", "a canary of a key",
      "botflow.sinch.region", "eu",
      "botflow.sinch.webhook.secrets", "a canary of a webhook, another canary");

  private static BotFlowProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("botflow", BotFlowProperties.class);
  }

  private static Map<String, String> needed(String name, String value) {
    Map<String, String> settings = new LinkedHashMap<>(NEEDED);
    settings.put(name, value);
    return settings;
  }

  @Test
  void whatIsNotSetIsAsTheEngineAndTheConnectorHaveIt() {
    BotFlowProperties properties = bound(NEEDED);
    SinchConfig plain = SinchConfig.of("P1", "APP1", "key", "secret", Region.EU);

    SinchConfig config = SinchSettings.config(properties.sinch());

    assertThat(properties.limits().runtimeLimits()).isEqualTo(RuntimeLimits.DEFAULT);
    assertThat(config.maxConnections()).isEqualTo(plain.maxConnections());
    assertThat(config.channelsEvery()).isEqualTo(plain.channelsEvery());
    assertThat(config.hosts()).isEqualTo(plain.hosts());
    assertThat(config.webhook().triggers()).isEqualTo(plain.webhook().triggers());
  }

  @Test
  void whatIsSetArrives() {
    Map<String, String> settings = new LinkedHashMap<>(NEEDED);
    settings.put("botflow.bot", "some/folder");
    settings.put("botflow.limits.workers", "3");
    settings.put("botflow.limits.drain", "20s");
    settings.put("botflow.sinch.webhook.url", "https://bot.example/sinch");
    settings.put("botflow.sinch.channel-properties.SMS_SENDER", "447700900000");

    BotFlowProperties properties = bound(settings);
    SinchConfig config = SinchSettings.config(properties.sinch());

    assertThat(properties.bot()).isEqualTo(new File("some/folder"));
    assertThat(properties.limits().runtimeLimits())
        .isEqualTo(RuntimeLimits.DEFAULT.workers(3).drain(Duration.ofSeconds(20)));
    assertThat(config.region()).isEqualTo(Region.EU);
    assertThat(config.webhook().url()).isEqualTo("https://bot.example/sinch");
    assertThat(config.webhook().secrets()).hasSize(2);
    assertThat(config.channelProperties()).containsEntry("SMS_SENDER", "447700900000");
  }

  @Test
  void noSecretIsShown() {
    assertThat(bound(NEEDED).toString()).contains("P1").doesNotContain("canary");
  }

  @Test
  void allThatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> SinchSettings.config(bound(Map.of()).sinch()))
        .isInstanceOf(BotFlowException.class)
        .satisfies(e -> assertThat(e.getMessage().lines().map(line -> line.split(":")[0]))
            .containsExactly(
                "sinch.projectId",
                "sinch.appId",
                "sinch.clientId",
                "sinch.clientSecret",
                "sinch.region"));
  }

  @ParameterizedTest
  @CsvSource({
    "botflow.sinch.webhook.path, sinch, 'sinch.webhook.path: expected a path such as /sinch, but was \"sinch\"'",
    "botflow.sinch.token-url, https://auth.example, 'sinch.conversationUrl, sinch.tokenUrl: expected both or neither, but was one'",
    "botflow.sinch.webhook.secrets, '', 'sinch.webhook.secrets: expected what Sinch signs its calls with, but was missing'"
  })
  void aWrongSettingIsNamed(String name, String value, String sentence) {
    BotFlowProperties properties = bound(needed(name, value));

    assertThatThrownBy(() -> SinchSettings.config(properties.sinch())).hasMessage(sentence);
  }

  /** The file that editors complete by; the build's processor writes it. */
  @Test
  void editorsGetEveryPropertyWithItsDescription() throws IOException {
    StringBuilder metadata = new StringBuilder();
    for (URL file : Collections.list(PropertiesTest.class
        .getClassLoader()
        .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = file.openStream()) {
        metadata.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    for (String said : List.of(
        "\"name\": \"botflow.bot\"",
        "\"name\": \"botflow.store.file\"",
        "\"name\": \"botflow.sinch.client-secret\"",
        "\"name\": \"botflow.sinch.webhook.secrets\"",
        "\"name\": \"botflow.limits.max-waiting\"",
        "\"description\": \"folder of the bot's files",
        "\"defaultValue\": 10000")) {
      // Without the text itself: Boot's own has thousands of lines.
      assertThat(metadata.indexOf(said)).as(said).isNotNegative();
    }
  }
}
