/** Tests of the command line: commands are run in this process, their output is compared as a whole. */
@NullMarked
package dev.botflow.cli;

import org.jspecify.annotations.NullMarked;
