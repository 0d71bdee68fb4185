package dev.botflow.sinch.http;

import dev.botflow.sinch.config.Secret;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 with one key. A keyed Mac is lent to one thread at a time and kept for the next: making one anew takes a
 * lock in the provider, and a copy of one is a kilobyte of garbage. Safe for use by many threads.
 */
public final class KeyedMac {
  private static final String HMAC_SHA256 = "HmacSHA256";
  private static final int SLOTS = 16;

  /** Slots lie this far apart: side by side, two threads would write to one line of their processors' caches. */
  private static final int APART = 32;

  private final SecretKeySpec key;
  private final AtomicReferenceArray<Mac> slots = new AtomicReferenceArray<>(SLOTS * APART);

  public KeyedMac(Secret secret) {
    this.key = new SecretKeySpec(secret.bytes(), HMAC_SHA256);
  }

  /** The MAC of one text behind the other. */
  public byte[] of(byte[] first, byte[] second) {
    int slot = (int) (Thread.currentThread().getId() & (SLOTS - 1)) * APART;
    Mac kept = slots.getAndSet(slot, null);
    Mac mac = kept != null ? kept : keyed();
    mac.update(first);
    byte[] result = mac.doFinal(second);
    // Only now: one that threw half-way is not lent again.
    slots.set(slot, mac);
    return result;
  }

  private Mac keyed() {
    try {
      Mac mac = Mac.getInstance(HMAC_SHA256);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
