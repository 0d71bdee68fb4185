package dev.botflow.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.SessionKey;
import org.junit.jupiter.api.Test;

/** What is left for whom. */
class AppLoadTest {
  private static final SessionKey A = SessionKey.ofApp("A");
  private static final SessionKey B = SessionKey.ofApp("B");

  private final AppLoad load = new AppLoad();

  private int fill(SessionKey app) {
    int added = 0;
    while (load.left(app, 120) > 0) {
      load.add(app);
      added++;
    }
    return added;
  }

  @Test
  void oneAppAloneMayHaveHalfAndAnotherThatBeginsFindsRoom() {
    assertThat(fill(A)).isEqualTo(60);
    assertThat(fill(B)).isEqualTo(30);
    assertThat(load.of(A)).isEqualTo(60);
    assertThat(load.total()).isEqualTo(90);
  }

  @Test
  void twoThatFloodHaveAThirdEachOnceTheFirstGaveBackWhatItHadMore() {
    fill(A);
    for (int i = 0; i < 200; i++) {
      load.remove(A);
      fill(B);
      fill(A);
    }

    assertThat(load.of(A)).isBetween(39, 41);
    assertThat(load.of(B)).isBetween(39, 41);
  }

  @Test
  void whatEndedCountsNoMore() {
    load.add(A);
    load.add(A);
    load.remove(A);

    assertThat(load.of(A)).isEqualTo(1);
    load.remove(A);
    assertThat(load.of(A)).isZero();
    assertThat(load.total()).isZero();
  }
}
