package dev.botflow.sinch;

/** What the tests of this module use where nobody may ever read it; {@link LogTellsNothingTest} looks for all of it. */
final class Canaries {
  static final String CLIENT_SECRET = "client-secret-canary";
  static final String WEBHOOK_SECRET = "webhook-secret-canary";
  static final String BEARER = "bearer-token-canary";
  static final String PHONE = "46700775533";
  static final String TEXT = "words-of-a-contact-canary";

  private Canaries() {}
}
