package dev.botflow.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.Columns;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code facts FILE…}: what the connector reads out of webhook bodies. */
@Command(name = "facts", description = "Reads Sinch webhook bodies and shows the facts in them.")
final class FactsCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Webhook bodies: one a file, or one a line in a .jsonl file.")
  private List<String> files = List.of();

  FactsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    return EventFiles.each(files, streams, () -> Instant.EPOCH, (file, event) -> {
          ObjectNode facts = facts(file, event);
          if (common.json()) {
            streams.json(Json.line(facts));
          } else {
            streams.text(Columns.members(facts));
          }
        })
        .number();
  }

  private static ObjectNode facts(String file, InboundEvent event) {
    ChannelContext context = event.context();
    return Json.object()
        .put("file", file)
        .put("trigger", event.header().trigger())
        .put(
            "channel",
            context.channelIdentifier() == null
                ? null
                : context.channelIdentifier().name())
        .put("channelIdentity", context.channelIdentity())
        .put("contactId", context.contactId())
        .put("appId", context.appId())
        .put("conversationId", context.conversationId())
        .put("projectId", context.projectId())
        .put("messageId", event.messageId())
        .put("eventId", event.eventId())
        .put("text", event.text())
        .put("postbackData", event.postbackData())
        .put("status", event.status())
        .put("contentType", event.contentType())
        .put("processingMode", event.header().processingMode());
  }
}
