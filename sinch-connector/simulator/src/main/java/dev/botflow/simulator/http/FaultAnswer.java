package dev.botflow.simulator.http;

import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import java.util.Map;

/** The answer a fault of the kind STATUS gives in place of the true one. */
final class FaultAnswer {
  private FaultAnswer() {}

  static Answer of(Call call, Faults.Fault fault) {
    int status = fault.status();
    Answer answer;
    if (fault.body() != null) {
      answer = Answer.of(status, "text/html", fault.body());
    } else if (Faults.isToken(call)) {
      answer = Tokens.refusal(
          status, "temporarily_unavailable", "A fault the simulator was told to show.");
    } else {
      answer = Answer.json(
          status,
          ApiException.body(
              status, ApiException.wordOf(status), "A fault the simulator was told to show."));
    }
    if (fault.time() != null) {
      answer = answer.header("Retry-After", Long.toString(fault.time().toSeconds()));
    }
    for (Map.Entry<String, String> header : fault.headers().entrySet()) {
      answer = answer.header(header.getKey(), header.getValue());
    }
    return answer;
  }
}
