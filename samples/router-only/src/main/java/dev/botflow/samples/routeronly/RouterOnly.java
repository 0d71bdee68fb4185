package dev.botflow.samples.routeronly;

import dev.botflow.BotFlow;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlowCall;
import dev.botflow.hosted.HostFlows;
import dev.botflow.rules.BotFolder;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** All that a platform writes to have its dialogues led to: a test counts the lines. */
final class RouterOnly {
  private RouterOnly() {}

  static BotFlow open(Path bot, Path store, Dialogues dialogues) {
    return BotFlow.builder()
        .bot(BotFolder.load(bot, SinchChannelLimits.all()))
        .store(JdbcStore.sqlite(store))
        .flows(HostFlows.of(
            dialogues.names(), call -> CompletableFuture.completedFuture(answer(dialogues, call))))
        .build();
  }

  private static HostFlowAnswer answer(Dialogues dialogues, HostFlowCall call) {
    boolean begins = call.cause() == HostFlowCall.Cause.STARTED;
    Dialogues.Said said = dialogues.next(call.id(), call.flow(), begins, call.text(), call.with());
    HostFlowAnswer answer =
        said.over() ? HostFlowAnswer.done(said.text()) : HostFlowAnswer.waiting(said.text());
    return answer.withValues(said.values());
  }
}
