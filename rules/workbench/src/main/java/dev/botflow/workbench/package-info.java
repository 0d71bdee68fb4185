/**
 * The analysts' page over one bot's folder: {@link dev.botflow.workbench.Workbench} answers a
 * {@link dev.botflow.workbench.Request} by a {@link dev.botflow.workbench.Response}, whoever serves it. Routes, roles,
 * limits and the JSON stand here; the folder as somebody edits it stands in {@code draft}, the JDK's server in {@code
 * http}.
 */
@NullMarked
package dev.botflow.workbench;

import org.jspecify.annotations.NullMarked;
