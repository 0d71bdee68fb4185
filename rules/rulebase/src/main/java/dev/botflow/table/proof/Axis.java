package dev.botflow.table.proof;

import dev.botflow.table.Check;

/**
 * One thing rows ask about, cut into atoms: classes of values that no row of the table tells apart, each with a value
 * that stands for it. A row {@linkplain #reach reaches} an atom if it may fit there, and {@linkplain #cover covers} it if
 * it certainly does; only patterns make a difference between the two.
 */
interface Axis {

  /** How many atoms there are. */
  int size();

  /** The atoms that, together, hold everything a check lets pass. */
  ValueClasses reach(Check check);

  /** The atoms a check lets pass whole. */
  ValueClasses cover(Check check);

  /** What an atom is: checks see no difference between two atoms, of whatever table, of which it is equal. */
  Object atom(int atom);

  /** True if values may be lists that have other members than those known. */
  default boolean isOfLists() {
    return false;
  }

  /** Puts the value that stands for an atom into a witness. */
  void show(int atom, Counterexample counterexample);
}
