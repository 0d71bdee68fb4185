/**
 * The rule base: the base rules and a bot's own, compiled once; the router and the decision tables that ask them; a
 * bot's folder read to a version that runs. The only room that knows Drools; no public
 * signature names it.
 */
@NullMarked
package dev.botflow.rules;

import org.jspecify.annotations.NullMarked;
