package dev.botflow.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that {@code do} steps call by this name.
 *
 * <pre>{@code
 * @BotAction("shop.findOrder")
 * Map<String, Object> find(ActionRequest request) { … }
 * }</pre>
 *
 * <p>It takes an {@link dev.botflow.runtime.ActionRequest} or nothing, and returns what an
 * {@link dev.botflow.runtime.Action} may: text, number, true or false, lists and maps of these, nothing, or a
 * {@link java.util.concurrent.CompletionStage} of it. It may block. It is neither private nor static. Anything else is
 * refused when the application starts, as is a bot that names an action no bean has.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BotAction {

  /** The name in the bot's files, such as {@code shop.findOrder}. */
  String value();
}
