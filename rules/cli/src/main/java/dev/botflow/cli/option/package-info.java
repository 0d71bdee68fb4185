/** Internal: options that commands of several rooms share. */
@NullMarked
package dev.botflow.cli.option;

import org.jspecify.annotations.NullMarked;
