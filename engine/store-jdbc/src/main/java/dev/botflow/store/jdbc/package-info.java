/**
 * The stores in a database: SQLite in one file, the embedded default. SQL and transactions live here; what the rows
 * mean is said by the ports of {@code dev.botflow.session}, and their JSON is written and read there.
 */
@NullMarked
package dev.botflow.store.jdbc;

import org.jspecify.annotations.NullMarked;
