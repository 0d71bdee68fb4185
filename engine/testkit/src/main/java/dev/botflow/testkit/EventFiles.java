package dev.botflow.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a {@code @ParameterizedTest} once for each webhook body, as Sinch sends them; the parameter is an {@link
 * dev.botflow.event.InboundEvent}. Files run in the order of their paths; one that ends in {@code .jsonl} holds a body a
 * line.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @EventFiles("events/*.json")
 * void answersEveryRecordedMessage(InboundEvent event, BotHarness bot) {
 *   assertThat(bot).handling(event).went("handled");
 * }
 * }</pre>
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ArgumentsSource(EventFileSource.class)
public @interface EventFiles {

  /**
   * Paths from the working folder, or else of resources; file names, and folders below the first such, may hold {@code
   * *}, {@code **}, {@code ?}, <code>{a,b}</code> and {@code [a-c]}.
   */
  String[] value();
}
