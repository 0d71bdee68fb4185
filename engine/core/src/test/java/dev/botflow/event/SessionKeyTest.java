package dev.botflow.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionKeyTest {
  @Test
  void aChannelNamedContactIsNotThePlaceOfContacts() {
    assertThat(key("contact", "C1", null)).isNotEqualTo(key("SMS", "C1", "C1"));
    assertThat(key("contact", "C1", null).value()).isEqualTo("APP/%63ontact/C1");
    assertThat(key("%63ontact", "C1", null)).isNotEqualTo(key("contact", "C1", null));
  }

  @Test
  void halvesOfSurrogatePairsAreNotAllTheSame() {
    assertThat(key("LINE", "a\ud800b", null)).isNotEqualTo(key("LINE", "a\udc00b", null));
    assertThat(key("LINE", "a\ud800b", null)).isNotEqualTo(key("LINE", "a?b", null));
    assertThat(key("LINE", "a\ud800b", null)).isNotEqualTo(key("LINE", "a%ud800b", null));
    assertThat(key("SMS", "1", "\ud800")).isNotEqualTo(key("SMS", "1", "\ud801"));
  }

  @Test
  void aKeyIsWrittenAsItAlwaysWas() {
    assertThat(key("SMS", "+467", null).value()).isEqualTo("APP/SMS/467");
    assertThat(key("LINE", "\ud83d\ude00 \u00e5/b", null).value())
        .isEqualTo("APP/LINE/%F0%9F%98%80+%C3%A5%2Fb");
    assertThat(key("SMS", "467", "C/1").value()).isEqualTo("APP/contact/C%2F1");
  }

  private static SessionKey key(String channel, String identity, @Nullable String contact) {
    return SessionKey.of(
        new ChannelContext(Channel.of(channel), identity, contact, "APP", null, null));
  }
}
