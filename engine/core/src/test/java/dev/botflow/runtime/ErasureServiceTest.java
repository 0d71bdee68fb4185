package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.store.AppScope;
import dev.botflow.store.Erased;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ErasureServiceTest {
  private final HandTime time = new HandTime();
  private final List<Instant> vacuums = new ArrayList<>();

  @Test
  @Tag("G11")
  void erasingByAgeWritesTheFileAnewOnceADayAtMost() {
    ErasureService erasures = new ErasureService(
        store(),
        new Lanes(Runnable::run, EventsOnLanes.RULES),
        Runnable::run,
        time.clock(),
        key -> Erased.nothing(),
        entry -> Optional.empty());
    Instant start = time.clock().instant();

    for (int hour = 0; hour < 60; hour++) {
      time.set(start.plus(Duration.ofHours(hour)));
      assertThat(erasures.eraseOlder(AppScope.all(), Duration.ofDays(30))).isEqualTo(1);
    }

    assertThat(vacuums)
        .containsExactly(start, start.plus(Duration.ofHours(24)), start.plus(Duration.ofHours(48)));
  }

  /** Each hour a row grows old, and there is always something to vacuum. */
  private Store store() {
    MemoryStore store = new MemoryStore(time.clock());
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(),
        new Class<?>[] {Store.class},
        (proxy, method, values) -> switch (method.getName()) {
          case "eraseOlder" -> 1;
          case "vacuumPending" ->
            vacuums.isEmpty() || !vacuums.get(vacuums.size() - 1).isAfter((Instant) values[0]);
          case "vacuum" -> {
            vacuums.add(time.clock().instant());
            yield null;
          }
          default -> method.invoke(store, values);
        });
  }
}
