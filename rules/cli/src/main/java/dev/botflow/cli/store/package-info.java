/** Internal: the commands on a store's file, beside the host that runs on it. */
@NullMarked
package dev.botflow.cli.store;

import org.jspecify.annotations.NullMarked;
