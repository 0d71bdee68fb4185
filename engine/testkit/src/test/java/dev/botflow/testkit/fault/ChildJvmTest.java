package dev.botflow.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

  /** Says that it is ready, and waits to be ended. */
  static final class Waiting {
    public static void main(String[] args) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended in order")));
      System.out.println("ready " + String.join(",", args) + " "
          + Runtime.getRuntime().maxMemory() / (1024 * 1024));
      new CountDownLatch(1).await();
    }
  }

  /** Starts a child of its own and is killed. */
  static final class Parent {
    public static void main(String[] args) throws InterruptedException {
      ChildJvm child = ChildJvm.of(Waiting.class).arguments("orphan").start();
      child.awaitLine("ready ");
      System.out.println("child " + child.pid());
      new CountDownLatch(1).await();
    }
  }

  static final class Failing {
    public static void main(String[] args) throws IOException {
      System.out.println("so far so good");
      throw new IOException("no disk");
    }
  }

  @Test
  void tellsWhatItPrintsAndEndsInOrderWhenAsked() {
    try (ChildJvm child =
        ChildJvm.of(Waiting.class).jvm("-Xmx32m").arguments("a", "b").start()) {
      assertThat(child.awaitLine("ready ")).startsWith("a,b 3");

      assertThat(child.terminate(Duration.ofMinutes(1))).isEqualTo(143);

      assertThat(child.output()).endsWith("ended in order");
    }
  }

  @Test
  void isKilledWithoutAWord() {
    try (ChildJvm child = ChildJvm.of(Waiting.class).arguments("a").start()) {
      child.awaitLine("ready ");

      child.kill();

      assertThat(child.isAlive()).isFalse();
      assertThat(child.output()).hasSize(1);
    }
  }

  @Test
  void showsTheOutputOfAChildThatNeverGetsReady() {
    try (ChildJvm child = ChildJvm.of(Failing.class).start()) {
      assertThatThrownBy(() -> child.awaitLine("ready "))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll(
              "Failing: expected a line that begins with \"ready \", but it ended",
              "so far so good",
              "no disk");
      assertThat(child.awaitEnd(Duration.ofMinutes(1))).isEqualTo(1);
    }
  }

  @Test
  void endsWhenTheTestsOwnJvmIsKilled() throws Exception {
    ProcessHandle orphan;
    try (ChildJvm parent = ChildJvm.of(Parent.class).start()) {
      long pid = Long.parseLong(parent.awaitLine("child "));
      orphan = ProcessHandle.of(pid).orElseThrow();

      parent.kill();
    }

    orphan.onExit().get(1, TimeUnit.MINUTES);
    assertThat(orphan.isAlive()).isFalse();
  }
}
