package dev.botflow.simulator.model;

import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * One delivery report: {@code DELIVERED}, or {@code FAILED:RECIPIENT_NOT_REACHABLE}. Statuses and reasons are those of
 * Sinch's SDKs (the Conversation API documentation).
 */
public record ReportStep(String status, String reasonCode) {
  private static final List<String> STATUSES =
      List.of("QUEUED", "QUEUED_ON_CHANNEL", "DELIVERED", "READ", "FAILED", "SWITCHING_CHANNEL");

  public static final List<String> REASONS = List.of(
      "UNKNOWN",
      "INTERNAL_ERROR",
      "RATE_LIMITED",
      "RECIPIENT_INVALID_CHANNEL_IDENTITY",
      "RECIPIENT_NOT_REACHABLE",
      "RECIPIENT_NOT_OPTED_IN",
      "OUTSIDE_ALLOWED_SENDING_WINDOW",
      "CHANNEL_FAILURE",
      "CHANNEL_BAD_CONFIGURATION",
      "CHANNEL_CONFIGURATION_MISSING",
      "MEDIA_TYPE_UNSUPPORTED",
      "MEDIA_TOO_LARGE",
      "MEDIA_NOT_REACHABLE",
      "NO_CHANNELS_LEFT",
      "TEMPLATE_NOT_FOUND",
      "TEMPLATE_INSUFFICIENT_PARAMETERS",
      "TEMPLATE_NON_EXISTING_LANGUAGE_OR_VERSION",
      "DELIVERY_TIMED_OUT",
      "DELIVERY_REJECTED_DUE_TO_POLICY",
      "CONTACT_NOT_FOUND",
      "BAD_REQUEST",
      "UNKNOWN_APP",
      "NO_CHANNEL_IDENTITY_FOR_CONTACT",
      "CHANNEL_REJECT",
      "NO_PERMISSION",
      "NO_PROFILE_AVAILABLE",
      "UNSUPPORTED_OPERATION",
      "INACTIVE_CREDENTIAL",
      "MESSAGE_EXPIRED",
      "MESSAGE_SPLIT_REQUIRED",
      "DELIVERY_REPORT_TIME_OUT");

  /**
   * Reads the steps a message goes through.
   *
   * @param place what to name in an error
   * @throws ApiException 400 if one is no status, or its reason none of Sinch's
   */
  public static List<ReportStep> path(List<String> steps, String place) {
    List<ReportStep> path = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      String[] parts = steps.get(i).split(":", 2);
      path.add(of(parts[0], parts.length > 1 ? parts[1] : "", place + "[" + i + "]"));
    }
    return path;
  }

  public static ReportStep of(String status, String reasonCode, String place) {
    if (!STATUSES.contains(status)) {
      throw Shape.differs(place, "one of " + String.join(", ", STATUSES), "\"" + status + "\"");
    }
    if (!reasonCode.isEmpty() && !REASONS.contains(reasonCode)) {
      throw Shape.differs(
          place,
          "a reason such as RECIPIENT_NOT_REACHABLE behind the status",
          "\"" + reasonCode + "\"");
    }
    boolean needsReason = status.equals("FAILED") && reasonCode.isEmpty();
    return new ReportStep(status, needsReason ? "CHANNEL_FAILURE" : reasonCode);
  }
}
