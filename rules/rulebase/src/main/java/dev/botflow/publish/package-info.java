/**
 * The published versions of a bot: drafts that become versions, the one that is live, who made it so and why, reviews,
 * and the hosts that run them. A folder that several programs use: hosts, the command line, the analysts' page.
 */
@NullMarked
package dev.botflow.publish;

import org.jspecify.annotations.NullMarked;
