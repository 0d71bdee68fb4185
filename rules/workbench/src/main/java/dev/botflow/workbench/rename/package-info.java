/** Gives a row, a flow or a step another name wherever the bot's files say it. Nothing here knows HTTP or JSON. */
@NullMarked
package dev.botflow.workbench.rename;

import org.jspecify.annotations.NullMarked;
