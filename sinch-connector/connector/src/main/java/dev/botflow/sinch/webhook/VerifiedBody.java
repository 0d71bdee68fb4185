package dev.botflow.sinch.webhook;

/** The body of a webhook call that may be trusted. Only {@link WebhookVerifier} makes one. */
public final class VerifiedBody {
  private final byte[] bytes;

  VerifiedBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The raw bytes; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "VerifiedBody[" + bytes.length + " bytes]";
  }
}
