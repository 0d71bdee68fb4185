package dev.botflow.sinch.config;

import dev.botflow.error.BotFlowException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that is never shown: it prints as {@code ***} and compares in constant time. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** @throws BotFlowException if it is blank */
  public static Secret of(String value) {
    if (value.isBlank()) {
      throw new BotFlowException("secret: expected a text, but was blank");
    }
    return new Secret(value);
  }

  /** The text itself, for the header or key it was made for. */
  public String reveal() {
    return value;
  }

  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /** The same for all secrets, so that it reveals nothing. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
