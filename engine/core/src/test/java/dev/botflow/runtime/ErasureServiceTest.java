package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureServiceTest {
  private final HandTime time = new HandTime();
  private final List<Instant> scrubs = new ArrayList<>();

  @Test
  void g11_erasingByAgeWritesTheFileAnewOnceADayAtMost() {
    ErasureService forgetting = new ErasureService(
        store(), new Lanes(Runnable::run, 9), Runnable::run, time.clock(), key -> {});
    Instant start = time.clock().instant();

    for (int hour = 0; hour < 60; hour++) {
      time.set(start.plus(Duration.ofHours(hour)));
      assertThat(forgetting.forgetOlder(Duration.ofDays(30))).isEqualTo(1);
    }

    assertThat(scrubs)
        .containsExactly(start, start.plus(Duration.ofHours(24)), start.plus(Duration.ofHours(48)));
  }

  /** Each hour a row grows old, and there is always something to scrub. */
  private Store store() {
    MemoryStore store = new MemoryStore(time.clock());
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(),
        new Class<?>[] {Store.class},
        (proxy, method, values) -> switch (method.getName()) {
          case "forgetOlder" -> 1;
          case "scrubOwed" ->
            scrubs.isEmpty() || !scrubs.get(scrubs.size() - 1).isAfter((Instant) values[0]);
          case "scrub" -> {
            scrubs.add(time.clock().instant());
            yield null;
          }
          default -> method.invoke(store, values);
        });
  }
}
