package dev.botflow.sinch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinchConfigTest {

  @Test
  void namesAllMissingSettingsAtOnce() {
    assertThatThrownBy(() -> SinchConfig.of(null, " ", "", null, null)).hasMessage("""
            sinch.projectId: expected the id of the Sinch project, but was missing
            sinch.appId: expected the id of the Conversation API app, but was missing
            sinch.clientId: expected the key id of an access key, but was missing
            sinch.clientSecret: expected the secret of the access key, but was missing
            sinch.region: expected EU, US or BR, but was missing""");
  }

  @Test
  void readsARegionInAnyLetterCaseAndHasNoDefault() {
    assertThat(Region.of(" eu ")).isEqualTo(Region.EU);
    assertThatThrownBy(() -> Region.of("mars"))
        .hasMessage("sinch.region: expected EU, US or BR, but was \"mars\"");
    assertThatThrownBy(() -> Region.of(null))
        .hasMessage("sinch.region: expected EU, US or BR, but was missing");
  }

  @Test
  void talksToTheRegionsHostsUnlessToldOtherwise() {
    assertThat(config().hosts().conversation())
        .hasToString("https://eu.conversation.api.sinch.com");
    assertThat(config().hosts().token()).hasToString("https://auth.sinch.com/oauth2/token");

    SinchConfig.Hosts other =
        config().baseUrls("http://127.0.0.1:81/", "http://localhost:82").hosts();

    assertThat(other.conversation()).hasToString("http://127.0.0.1:81");
    assertThat(other.token()).hasToString("http://localhost:82/oauth2/token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://sinch.example | http://sinch.example",
        "http://127.0.0.1.evil.example | http://127.0.0.1.evil.example",
        "ftp://127.0.0.1 | ftp://127.0.0.1",
        "https://me:pw@sinch.example | with a user name in it",
        "sinch.example/path | without a host",
        "https://sinch example | no address at all",
        "`` | missing",
      })
  void refusesAddressesThatAreNotSafe(String url, String found) {
    assertThatThrownBy(() -> config().webhook(url, "s"))
        .hasMessage(
            "sinch.webhook.url: expected an https address (http only on a loopback address), but was "
                + found);
    assertThatThrownBy(() -> config().baseUrls(url, "https://a.example"))
        .hasMessageStartingWith("sinch.conversationUrl: ")
        .hasMessageEndingWith(found);
    assertThatThrownBy(() -> config().baseUrls("https://a.example", url))
        .hasMessageStartingWith("sinch.tokenUrl: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/h",
        "http://localhost/h",
        "http://[::1]:80/h",
        "https://a.example/h"
      })
  void takesHttpOnALoopbackAddress(String url) {
    assertThat(config().webhook(url, "s").webhook().url()).isEqualTo(url);
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThatThrownBy(() -> config().webhook("https://a.example", " "))
        .hasMessage("sinch.webhook.secret: expected a text, but was blank");
    assertThatThrownBy(() -> config().webhook("https://a.example/" + "x".repeat(800), "s"))
        .hasMessage("sinch.webhook.url: expected at most 742 characters, but was 818");
    assertThatThrownBy(() -> config().maxConnections(0))
        .hasMessage("sinch.maxConnections: expected at least 1, but was 0");
    assertThatThrownBy(() -> config().triggers(List.of()))
        .hasMessage("sinch.webhook.triggers: expected at least MESSAGE_INBOUND, but was empty");
    assertThatThrownBy(() -> config().tolerance(Duration.ofSeconds(-1), Duration.ZERO))
        .hasMessage("sinch.tolerance: expected 0 s or more each way, but was PT-1S and PT0S");
    assertThatThrownBy(
            () -> new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .hasMessage("sinch.timeouts.connect: expected more than 0 ms, but was PT0S");
  }

  @Test
  void showsNoSecret() {
    SinchConfig config = config().webhook("https://a.example", "webhook-canary");

    assertThat(config.toString() + config.account() + config.webhook() + config.hosts())
        .doesNotContain("canary")
        .contains("***");
    assertThat(Secret.of("a"))
        .isEqualTo(Secret.of("a"))
        .isNotEqualTo(Secret.of("b"))
        .hasToString("***");
    assertThat(Secret.of("a").hashCode()).isEqualTo(Secret.of("b").hashCode());
  }

  private static SinchConfig config() {
    return SinchConfig.of("P1", "APP1", "key", "secret-canary", Region.EU);
  }
}
