/** The workbench's page: its model, its weight, and all of it in a browser. */
@NullMarked
package dev.botflow.workbench.page;

import org.jspecify.annotations.NullMarked;
