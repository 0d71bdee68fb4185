package dev.botflow.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a {@link BotHarness} as a parameter: the bot of a folder with fresh state, one for each test, shared with
 * its {@code @BeforeEach}. The folder is read once.
 *
 * <pre>{@code
 * @BotTest("bots/shop")
 * class ShopTest {
 *   @Test
 *   void greetsByName(BotHarness bot) {
 *     bot.contact("name", "Ana");
 *
 *     assertThat(bot).onChannel(WHATSAPP).receiving("hi").choseFlow("welcome").byRule("R10").said("Hi Ana!");
 *   }
 * }
 * }</pre>
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(BotExtension.class)
public @interface BotTest {

  /** The bot's folder, as a path from the working folder or else as a resource of the tests. */
  String value();

  /** True to compile the bot's own {@code rules/*.drl}, which are code with all rights of the test. */
  boolean trustRules() default false;
}
