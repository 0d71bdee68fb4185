/**
 * Runs a bot's scenarios: results, coverage, mutants of the table, and channels side by side.
 */
@NullMarked
package dev.botflow.authoring.test;

import org.jspecify.annotations.NullMarked;
