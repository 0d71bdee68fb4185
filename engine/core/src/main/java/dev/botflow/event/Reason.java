package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in Sinch's words.
 *
 * @param code such as {@code OUTSIDE_ALLOWED_SENDING_WINDOW}
 * @param description free text, may name an identity: never logged
 * @param subCode such as {@code UNSPECIFIED_SUB_CODE}
 * @param channelCode the channel's own error number as text
 */
public record Reason(
    @Nullable String code,
    @Nullable String description,
    @Nullable String subCode,
    @Nullable String channelCode) {

  @Override
  public String toString() {
    return "Reason[" + code + ", " + subCode + ", " + channelCode + "]";
  }
}
