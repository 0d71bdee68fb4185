package dev.botflow.spring;

import dev.botflow.error.BotFlowException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** An application that does not start because of its bot or its settings says so in a sentence, without a stack trace. */
final class BotFlowFailureAnalyzer extends AbstractFailureAnalyzer<BotFlowException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BotFlowException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Change what the sentence names: a file of the bot, a method, or a setting; sinch.appId, say, is the"
            + " property botflow.sinch.app-id.",
        cause);
  }
}
