package dev.botflow.simulator.http;

import dev.botflow.simulator.json.Call;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests the simulator got, in the order it answered them. Safe for many threads. */
public final class RequestLog {
  private final Clock clock;
  private final List<RecordedRequest> requests = new ArrayList<>();

  public RequestLog(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(Call call, int status) {
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    headers.computeIfPresent("authorization", (name, value) -> value.split(" ", 2)[0]);
    requests.add(new RecordedRequest(
        call.region(),
        call.method(),
        call.rawPath(),
        call.rawQuery(),
        headers,
        call.body(),
        status,
        clock.instant()));
  }

  public synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  public synchronized void clear() {
    requests.clear();
  }
}
