package dev.botflow.sinch.webhook;

import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.IdentitiesDuplicated;
import dev.botflow.event.Reason;
import dev.botflow.event.Signal;
import dev.botflow.sinch.config.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a webhook body collects, in the order it comes; the trigger may stand before or after the ids. A
 * member that several triggers share has one place here.
 */
final class RawEvent {
  final List<String> keys = new ArrayList<>(8);

  @Nullable
  Trigger trigger;

  @Nullable
  String appId;

  @Nullable
  String projectId;

  @Nullable
  String acceptedTime;

  @Nullable
  String eventTime;

  @Nullable
  String messageMetadata;

  @Nullable
  String correlationId;

  /** The id the trigger gives the thing itself: message, event, request, entity or batch id. */
  @Nullable
  String id;

  @Nullable
  String channel;

  /** The {@code channel} beside the ids, which counts where there is no {@code channel_identity}. */
  @Nullable
  String siblingChannel;

  @Nullable
  String identity;

  @Nullable
  String contactId;

  @Nullable
  String conversationId;

  @Nullable
  String processingMode;

  @Nullable
  String status;

  @Nullable
  String metadata;

  @Nullable
  String senderId;

  @Nullable
  String replyTo;

  @Nullable
  String error;

  @Nullable
  String payload;

  @Nullable
  String eventType;

  boolean injected;

  @Nullable
  Reason reason;

  @Nullable
  Content content;

  @Nullable
  Signal signal;

  @Nullable
  ContactProfile contact;

  @Nullable
  ContactProfile deletedContact;

  List<IdentitiesDuplicated.Duplicate> duplicates = List.of();
  List<String> capabilities = List.of();
  Map<String, Object> data = Collections.emptyMap();
  Map<String, Object> channelMetadata = Collections.emptyMap();
  Map<String, Object> submitted = Collections.emptyMap();
  AnalysisReader.@Nullable Best intent;
  AnalysisReader.@Nullable Best sentiment;
}
