package dev.botflow.audit;

import dev.botflow.error.BotFlowException;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A line of an audit's file.
 *
 * @param number from 1, without gaps
 * @param cut true if the line before is the first part of one whose writer was cut off; that one has no number
 * @param chain the SHA-256 of the line before
 */
record AuditLine(long number, AuditEntry entry, boolean cut, String chain) {
  private static final int VERSION = 1;
  /** What the first line has in the place of the one before. */
  static final String NOTHING = "0".repeat(64);

  String json() {
    return JsonOut.write("audit", json -> {
      json.number("v", VERSION)
          .number("number", number)
          .time("at", entry.at())
          .text("by", entry.actor().name())
          .text("through", entry.actor().through())
          .word("act", entry.act())
          .text("what", entry.what())
          .text("before", entry.before())
          .text("after", entry.after())
          .text("reason", entry.reason());
      if (entry.failed()) {
        json.flag("failed", true);
      }
      if (cut) {
        json.flag("cut", true);
      }
      json.text("chain", chain);
    });
  }

  /** @throws BotFlowException if it is none */
  static AuditLine read(byte[] line) {
    JsonIn json = JsonIn.read("audit", new String(line, StandardCharsets.UTF_8), VERSION);
    AuditEntry entry = new AuditEntry(
        json.time("at"),
        actor(json),
        json.word("act", Act.class),
        json.text("what"),
        json.textOrNull("before"),
        json.textOrNull("after"),
        json.text("reason"),
        json.has("failed") && json.flag("failed"));
    return new AuditLine(
        json.number("number"), entry, json.has("cut") && json.flag("cut"), json.text("chain"));
  }

  private static Actor actor(JsonIn json) {
    try {
      return new Actor(json.text("by"), json.text("through"));
    } catch (IllegalArgumentException e) {
      throw new BotFlowException("audit: " + e.getMessage(), e);
    }
  }

  static String hash(byte[] line) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
