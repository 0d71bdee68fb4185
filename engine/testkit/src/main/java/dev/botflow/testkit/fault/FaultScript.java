package dev.botflow.testkit.fault;

import java.util.List;
import java.util.SplittableRandom;

/** Says which fault meets which exchange of a {@link FaultProxy}. The same number gives the same fault each time. */
@FunctionalInterface
public interface FaultScript {

  /** @param exchange the exchange's number since the script was set, from 0 */
  Fault fault(long exchange);

  /** These faults for the first exchanges, then none. */
  static FaultScript of(Fault... faults) {
    List<Fault> all = List.of(faults);
    return exchange -> exchange < all.size() ? all.get((int) exchange) : Fault.none();
  }

  /** This fault for every exchange. */
  static FaultScript always(Fault fault) {
    return exchange -> fault;
  }

  /**
   * A part of the exchanges, chosen by the seed, meets one of these faults, equally often each. What meets exchange
   * 17 does not depend on which thread comes first.
   *
   * @param share how many meet one, from 0 to 1
   */
  static FaultScript random(long seed, double share, Fault... faults) {
    List<Fault> all = List.of(faults);
    if (all.isEmpty() || share < 0 || share > 1) {
      throw new IllegalArgumentException(
          "expected at least 1 fault and a share from 0 to 1, but was " + all.size() + " and "
              + share);
    }
    return exchange -> {
      SplittableRandom dice =
          new SplittableRandom(new SplittableRandom(seed ^ (exchange + 1)).nextLong());
      return dice.nextDouble() < share ? all.get(dice.nextInt(all.size())) : Fault.none();
    };
  }
}
