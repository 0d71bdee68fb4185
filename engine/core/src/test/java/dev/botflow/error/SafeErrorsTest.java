package dev.botflow.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Logs show what failed and where, and never what a host wrote of a contact. */
class SafeErrorsTest {
  private static <T extends Throwable> T without(T fault) {
    fault.setStackTrace(new StackTraceElement[0]);
    return fault;
  }

  private static <T extends Throwable> T at(T fault, int line) {
    fault.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("Shop", "find", "Shop.java", line)});
    return fault;
  }

  @Test
  void ofOurOwnFaultsTheSentence() {
    assertThat(SafeErrors.shown(new BotFlowException("the disk is full")))
        .isEqualTo("the disk is full");
  }

  @Test
  void ofAnyOtherItsClassItsPlaceAndItsCause() {
    Throwable cause = at(new IllegalArgumentException("467"), 7);
    Throwable fault = at(new IllegalStateException("Ana wrote", cause), 9);

    assertThat(SafeErrors.shown(fault))
        .isEqualTo("java.lang.IllegalStateException at Shop.find(Shop.java:9), caused by"
            + " java.lang.IllegalArgumentException at Shop.find(Shop.java:7)");
  }

  @Test
  void ofOneWithoutAPlaceItsClass() {
    assertThat(SafeErrors.shown(without(new IllegalStateException("Ana wrote"))))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
