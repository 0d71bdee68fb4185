/**
 * From facts to a decision: the flat facts of one event, the stages, candidates and the one place that picks, and the
 * ports behind which the rule base sits. Nothing here knows Drools or tables.
 */
@NullMarked
package dev.botflow.routing;

import org.jspecify.annotations.NullMarked;
