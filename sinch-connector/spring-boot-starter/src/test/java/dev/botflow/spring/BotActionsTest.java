package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ChannelContext;
import dev.botflow.runtime.ActionRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Methods as actions: what is called, and what is refused with class and method. */
class BotActionsTest {
  private static final ActionRequest REQUEST = new ActionRequest(
      "1", "any", Map.of("number", "7"), new ChannelContext(null, null, "C1", "APP", null, null));

  static class Good {
    private final AtomicInteger noted = new AtomicInteger();

    @BotAction("plain")
    public String plain(ActionRequest request) {
      return "number " + request.text("number");
    }

    @BotAction("later")
    CompletionStage<Integer> later() {
      return CompletableFuture.completedFuture(3);
    }

    @BotAction("note")
    void note() {
      noted.incrementAndGet();
    }

    @BotAction("count")
    long count() {
      return noted.get();
    }

    @BotAction("broken")
    String broken() throws java.io.IOException {
      throw new java.io.IOException("the shop is closed");
    }
  }

  static class Wrong {
    @BotAction("text")
    String text(String number) {
      return number;
    }

    @BotAction("two")
    String two(ActionRequest request, String more) {
      return more;
    }

    @BotAction("own")
    Thread own() {
      return Thread.currentThread();
    }

    @BotAction("hidden")
    private String hidden() {
      return "";
    }

    @BotAction("everybodys")
    static String everybodys() {
      return "";
    }

    @BotAction(" ")
    String blank() {
      return "";
    }
  }

  static class Again {
    @BotAction("plain")
    String plain() {
      return "";
    }
  }

  private static AnnotationConfigApplicationContext context(Class<?>... beans) {
    return new AnnotationConfigApplicationContext(beans);
  }

  private static Object result(AnnotationConfigApplicationContext context, String name) {
    return BotActions.in(context.getBeanFactory()).stream()
        .filter(action -> action.name().equals(name))
        .findFirst()
        .orElseThrow()
        .call(REQUEST)
        .toCompletableFuture()
        .join();
  }

  @Test
  void callsMethodsWithTheRequestOrNothing() {
    try (AnnotationConfigApplicationContext context = context(Good.class)) {
      assertThat(result(context, "plain")).isEqualTo("number 7");
      assertThat(result(context, "later")).isEqualTo(3);
      assertThat(result(context, "note")).isNull();
      assertThat(result(context, "count")).isEqualTo(1L);
    }
  }

  @Test
  void whatAMethodThrowsIsTheFailureOfItsStage() {
    try (AnnotationConfigApplicationContext context = context(Good.class)) {
      assertThatThrownBy(() -> result(context, "broken"))
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("the shop is closed");
    }
  }

  @Test
  void goesThroughAProxyAsItsOtherCallersDo() {
    AtomicInteger calls = new AtomicInteger();
    ProxyFactory proxied = new ProxyFactory(new Good());
    proxied.setProxyTargetClass(true);
    proxied.addAdvice((org.aopalliance.intercept.MethodInterceptor) invocation -> {
      calls.incrementAndGet();
      return invocation.proceed();
    });
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean("good", Good.class, () -> (Good) proxied.getProxy());
      context.refresh();

      assertThat(result(context, "plain")).isEqualTo("number 7");
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void methodsThatCannotBeActionsAreNamedAllAtOnce() {
    try (AnnotationConfigApplicationContext context = context(Wrong.class)) {
      String wrong = "dev.botflow.spring.BotActionsTest$Wrong.";
      assertThatThrownBy(() -> BotActions.in(context.getBeanFactory()))
          .isInstanceOf(BotFlowException.class)
          .satisfies(e -> assertThat(e.getMessage().lines())
              .containsExactlyInAnyOrder(
                  wrong + "text(String): @BotAction(\"text\"): expected a method that takes an"
                      + " ActionRequest or nothing, but it takes String",
                  wrong + "two(ActionRequest, String): @BotAction(\"two\"): expected a method that"
                      + " takes an ActionRequest or nothing, but it takes ActionRequest, String",
                  wrong + "own(): @BotAction(\"own\"): expected a method that returns text, a"
                      + " number, true or false, a Map, a List, nothing, or a CompletionStage of"
                      + " these, but it returns Thread",
                  wrong + "hidden(): @BotAction(\"hidden\"): expected a method that is neither"
                      + " private nor static, but it is private",
                  wrong + "everybodys(): @BotAction(\"everybodys\"): expected a method that is"
                      + " neither private nor static, but it is static",
                  wrong + "blank(): @BotAction(\" \"): expected the name of an action, but was"
                      + " blank"));
    }
  }

  @Test
  void aNameThatTwoMethodsHaveIsRefused() {
    try (AnnotationConfigApplicationContext context = context(Good.class, Again.class)) {
      assertThatThrownBy(() -> BotActions.in(context.getBeanFactory()))
          .hasMessage("dev.botflow.spring.BotActionsTest$Again.plain(): @BotAction(\"plain\"):"
              + " expected each name once, but"
              + " dev.botflow.spring.BotActionsTest$Good.plain(ActionRequest) has it already");
    }
  }
}
