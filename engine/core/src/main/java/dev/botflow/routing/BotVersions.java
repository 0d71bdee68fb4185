package dev.botflow.routing;

/** The versions of a bot: the live one, and those that open frames still stand on. */
public interface BotVersions {

  /** The version that routes and that new frames begin on. */
  BotVersion live();

  /** The version of this number; the live one if it is gone. */
  BotVersion number(long number);

  /**
   * Has versions refused that a host has not what they name: called by an engine with what its host offers, from when it
   * is built to when it is closed. Versions that never change have nothing to do then.
   *
   * @param offered true when an engine begins, false when it ends
   */
  default void checkedFor(HostOffer offer, boolean offered) {}

  /** The same versions with the live one as it is now: a turn that is under way sees no other, whatever is published. */
  default BotVersions pinned() {
    BotVersions all = this;
    BotVersion now = live();
    return new BotVersions() {
      @Override
      public BotVersion live() {
        return now;
      }

      @Override
      public BotVersion number(long number) {
        return number == now.number() ? now : all.number(number);
      }
    };
  }

  /** One version and no other. */
  static BotVersions of(BotVersion only) {
    return new BotVersions() {
      @Override
      public BotVersion live() {
        return only;
      }

      @Override
      public BotVersion number(long number) {
        return only;
      }
    };
  }
}
