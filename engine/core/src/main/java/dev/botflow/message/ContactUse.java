package dev.botflow.message;

import java.util.List;

/**
 * Reports what a bot does with contacts that the messaging service keeps. Sinch keeps none for an app in DISPATCH mode: no
 * contact id comes in, and no event reports that a contact or a conversation was made or changed. A connector asks an
 * {@code Intake} that is one of these when connecting, and warns.
 */
public interface ContactUse {

  /**
   * The places that never work without such contacts, for people: such as {@code routing.csv row R40: contact created}
   * or {@code flow welcome: contact.name}.
   *
   * @return empty if there are none
   */
  List<String> contactUses();

  /** The same of the bot that an app has. */
  default List<String> contactUses(String appId) {
    return contactUses();
  }
}
