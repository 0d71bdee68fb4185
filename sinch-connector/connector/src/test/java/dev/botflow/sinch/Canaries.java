package dev.botflow.sinch;

/** What the tests of this module use where nobody may ever read it; {@link LogTellsNothingTest} looks for all of it. */
public final class Canaries {
  public static final String CLIENT_SECRET = "client-secret-canary";
  public static final String WEBHOOK_SECRET = "webhook-secret-canary";
  public static final String BEARER = "bearer-token-canary";
  public static final String PHONE = "46700775533";
  public static final String TEXT = "words-of-a-contact-canary";

  private Canaries() {}
}
